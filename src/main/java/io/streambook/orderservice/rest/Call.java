package io.streambook.orderservice.rest;

import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.Gate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A request as endpoints see it.
 *
 * @param key null where none is needed
 * @param nowMicros when it came, in microseconds since 1970
 */
record Call(Params params, ApiKey key, String keyId, long nowMicros) {
  private static final int ID_LENGTH = 30;

  Call with(ApiKey admitted) {
    return new Call(params, admitted, keyId, nowMicros);
  }

  String account() {
    return key.account();
  }

  Gate.Credentials credentials() {
    return new Gate.Credentials(
        keyId,
        params.text("signature"),
        params.text("timestamp"),
        params.text("recvWindow"),
        params.payload());
  }

  /**
   * Until when an order of this call may reach the venue, in microseconds since 1970: to the end of
   * the receive window that it names; 0 when it names none.
   */
  long validUntil() {
    return Gate.validUntil(params.text("timestamp"), params.text("recvWindow"));
  }

  /**
   * An id for a command whose sender has chosen none. It follows from the signature: a request that
   * comes twice, whoever sends it again, is one command.
   */
  String derivedId(String what) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((what + params.text("signature")).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
