package io.streambook.core;

import java.io.Serializable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where Postgres is: a picocli mixin for the Core part and every command that reads its tables. */
public final class DatabaseSettings implements Serializable {
  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      converter = PostgresUrl.class,
      defaultValue = "jdbc:postgresql://localhost:5432/streambook",
      description = "Postgres (default: ${DEFAULT-VALUE}).")
  private String url;

  @Option(
      names = "--jdbc-user",
      paramLabel = "NAME",
      defaultValue = "streambook",
      description = "User of the database (default: ${DEFAULT-VALUE}).")
  private String user;

  @Option(
      names = "--jdbc-password",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Password; better set by the environment (default: none).")
  private String password;

  /** A URL as it stands. */
  static final class PostgresUrl implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!text.startsWith("jdbc:postgresql:")) {
        throw new TypeConversionException(
            "'" + text + "' is no URL such as jdbc:postgresql://db:5432/streambook");
      }
      return text;
    }
  }

  /** For picocli. */
  public DatabaseSettings() {}

  public DatabaseSettings(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  public String url() {
    return url;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }
}
