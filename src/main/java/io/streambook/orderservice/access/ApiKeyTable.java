package io.streambook.orderservice.access;

import io.streambook.core.Database;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of API keys. */
public final class ApiKeyTable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiKeyTable.class);
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 64;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Database database;

  public ApiKeyTable(Database database) {
    this.database = database;
  }

  /**
   * A row, without its secret.
   *
   * @param revokedAt null while it is good
   */
  public record Entry(
      String id,
      String account,
      Set<Permission> permissions,
      String label,
      OffsetDateTime createdAt,
      OffsetDateTime revokedAt) {}

  /** Makes a key; what is returned holds the only copy of its secret in the clear. */
  public ApiKey create(
      MasterKey masterKey, String account, Set<Permission> permissions, String label)
      throws SQLException {
    ApiKey key = new ApiKey(random(), account, permissions, random());
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into api_keys (id, account, permissions, secret, label, created_at)"
                    + " values (?, ?, ?, ?, ?, now())")) {
      insert.setString(1, key.id());
      insert.setString(2, account);
      insert.setString(3, text(permissions));
      insert.setBytes(4, masterKey.seal(key));
      insert.setString(5, label);
      insert.executeUpdate();
    }
    return key;
  }

  /**
   * Ends a key for ever.
   *
   * @return whether there was such a key that was still good
   */
  public boolean revoke(String id) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement update =
            connection.prepareStatement(
                "update api_keys set revoked_at = now() where id = ? and revoked_at is null")) {
      update.setString(1, id);
      return update.executeUpdate() == 1;
    }
  }

  /** All keys, oldest first. */
  public List<Entry> list() throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement select =
            connection.prepareStatement(
                "select id, account, permissions, label, created_at, revoked_at from api_keys"
                    + " order by created_at, id");
        ResultSet rows = select.executeQuery()) {
      List<Entry> entries = new ArrayList<>();
      while (rows.next()) {
        entries.add(
            new Entry(
                rows.getString(1),
                rows.getString(2),
                permissions(rows.getString(3)),
                rows.getString(4),
                rows.getObject(5, OffsetDateTime.class),
                rows.getObject(6, OffsetDateTime.class)));
      }
      return entries;
    }
  }

  /** All keys that are good; one that this master key can't open is left out, with a log line. */
  List<ApiKey> good(MasterKey masterKey) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement select =
            connection.prepareStatement(
                "select id, account, permissions, secret from api_keys where revoked_at is null");
        ResultSet rows = select.executeQuery()) {
      List<ApiKey> keys = new ArrayList<>();
      while (rows.next()) {
        ApiKey row =
            new ApiKey(rows.getString(1), rows.getString(2), permissions(rows.getString(3)), "");
        masterKey
            .open(row, rows.getBytes(4))
            .ifPresentOrElse(
                keys::add,
                () ->
                    LOG.warn(
                        "API key {} was sealed with another master key, or for other permissions",
                        row.id()));
      }
      return keys;
    }
  }

  static String text(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
  }

  /** Those that are known; a key that was sealed for others too does not open. */
  private static Set<Permission> permissions(String text) {
    List<String> names = List.of(text.split(",", -1));
    return Arrays.stream(Permission.values())
        .filter(permission -> names.contains(permission.name()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
  }

  private static String random() {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
