package io.streambook.orderservice.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Serves the page at {@code /} and its files under {@code /page/}. Browsers keep them and ask each
 * time whether they changed, so that a new version is seen at once. The page may load and call
 * nothing but this service, and runs no script that is not one of these files.
 */
public final class Page {
  private static final String FOLDER = "/page/";
  private static final String PREACT =
      "/META-INF/resources/webjars/preact/10.28.0/dist/preact.module.js";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final List<String> FILES =
      List.of(
          "answer.js",
          "app.js",
          "auction.js",
          "blotter.js",
          "chart.js",
          "checks.js",
          "decimal.js",
          "health.js",
          "history.js",
          "icon.svg",
          "ladder.js",
          "link.js",
          "orders.js",
          "positions.js",
          "risk.js",
          "rows.js",
          "state.js",
          "style.css",
          "tape.js",
          "ticket.js",
          "venue.js",
          "working.js");

  /** A file as it is sent; its tag changes when it does. */
  private static final class Served {
    final String path;
    final String type;
    final byte[] bytes;
    final String tag;

    Served(String path, String type, byte[] bytes, String tag) {
      this.path = path;
      this.type = type;
      this.bytes = bytes;
      this.tag = tag;
    }
  }

  /** Adds the page to a server. */
  public void addTo(RoutesConfig server) {
    add(server, read("/", FOLDER + "index.html", "text/html;charset=UTF-8"));
    add(server, read(FOLDER + "preact.js", PREACT, type("preact.js")));
    FILES.forEach(name -> add(server, read(FOLDER + name, FOLDER + name, type(name))));
  }

  private static void add(RoutesConfig server, Served file) {
    server.addHttpHandler(HandlerType.GET, file.path, context -> serve(context, file));
  }

  private static void serve(Context context, Served file) {
    context
        .header("Cache-Control", "no-cache")
        .header("ETag", file.tag)
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer");
    if (file.tag.equals(context.header("If-None-Match"))) {
      context.status(304);
    } else {
      context.contentType(file.type).result(file.bytes);
    }
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "js" -> "text/javascript;charset=UTF-8";
      case "css" -> "text/css;charset=UTF-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Served read(String path, String resource, String type) {
    try (InputStream in = Page.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      byte[] bytes = in.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Served(path, type, bytes, '"' + HexFormat.of().formatHex(digest, 0, 12) + '"');
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(resource + " can't be read", e);
    }
  }
}
