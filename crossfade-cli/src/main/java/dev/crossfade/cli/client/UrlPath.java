package dev.crossfade.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths with names in them that people typed. */
public final class UrlPath {

  private UrlPath() {}

  /** What is under a path by a name or an id, whatever characters that has. */
  public static String of(String path, String name) {
    return path + "/" + value(name).replace("+", "%20");
  }

  /** What stands behind the {@code =} of a query. */
  public static String value(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
