package io.streambook.contract;

import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Addresses on the command line, as they stand: what is none is refused at once. */
final class Addresses {
  private Addresses() {}

  /** Kafka's bootstrap servers. */
  static final class Brokers implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      for (String broker : text.split(",", -1)) {
        if (!broker.strip().matches("\\S+:[0-9]{1,5}")) {
          throw new TypeConversionException("'" + broker + "' is no broker such as kafka:9092");
        }
      }
      return text;
    }
  }

  /** Of a service with HTTP. */
  static final class Http implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!isHttp(text)) {
        throw new TypeConversionException("'" + text + "' is no URL such as http://registry:8081");
      }
      return text;
    }

    private static boolean isHttp(String text) {
      try {
        URI uri = URI.create(text);
        return uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?");
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }
}
