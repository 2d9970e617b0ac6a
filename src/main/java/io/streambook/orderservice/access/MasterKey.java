package io.streambook.orderservice.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the secrets of API keys. HMAC needs a secret as it is, so a hash of it would not do: the
 * database holds AES-256-GCM of it, and this key lies in a file that the database's readers don't
 * have. The key's id, account and permissions are authenticated with the secret: who can write to
 * the table can't give a key another account, nor more permissions.
 */
public final class MasterKey {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  private MasterKey(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** A new one, for as long as this process runs. */
  public static MasterKey temporary() {
    return new MasterKey(random(KEY_BYTES));
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when the file is missing or holds no such key
   */
  public static MasterKey read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "No master key at " + file + ": ./streambook keys create makes it with the first key");
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(Files.readString(file).strip());
    } catch (IllegalArgumentException e) {
      throw notOne(file);
    }
    if (key.length != KEY_BYTES) {
      throw notOne(file);
    }
    return new MasterKey(key);
  }

  /** Makes a file with a new one that only its owner can read. */
  public static void create(Path file) throws IOException {
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        Base64.getEncoder().encodeToString(random(KEY_BYTES)) + "\n",
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static IllegalArgumentException notOne(Path file) {
    return new IllegalArgumentException(
        file + " holds no master key: 32 bytes in Base64, as ./streambook keys create makes it");
  }

  /** Encrypted secret with its nonce. */
  byte[] seal(ApiKey apiKey) {
    byte[] nonce = random(NONCE_BYTES);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, apiKey)
              .doFinal(apiKey.secret().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }

  /**
   * The key with its secret; empty when it was sealed by another master key, or not for this id,
   * account and permissions.
   *
   * @param withoutSecret what the row says besides
   */
  Optional<ApiKey> open(ApiKey withoutSecret, byte[] sealed) {
    if (sealed.length < NONCE_BYTES) {
      return Optional.empty();
    }
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(sealed, 0, nonce, 0, NONCE_BYTES);
    try {
      byte[] secret =
          cipher(Cipher.DECRYPT_MODE, nonce, withoutSecret)
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return Optional.of(
          new ApiKey(
              withoutSecret.id(),
              withoutSecret.account(),
              withoutSecret.permissions(),
              new String(secret, StandardCharsets.UTF_8)));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, ApiKey apiKey) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(
        (apiKey.id() + "\n" + apiKey.account() + "\n" + ApiKeyTable.text(apiKey.permissions()))
            .getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
