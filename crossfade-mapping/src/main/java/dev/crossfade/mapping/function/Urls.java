package dev.crossfade.mapping.function;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes URLs apart as browsers write them, tolerating what java.net.URI does not. */
final class Urls {

  private Urls() {}

  static @Nullable String parameter(String url, String name) {
    int end = end(url);
    int question = url.indexOf('?');
    if (question < 0) {
      return null;
    }
    for (int from = question + 1; from < end; ) {
      int and = url.indexOf('&', from);
      int stop = and < 0 || and > end ? end : and;
      int equals = url.indexOf('=', from);
      if (equals > from && equals < stop && named(name, url, from, equals)) {
        return Texts.emptyToNull(decoded(url.substring(equals + 1, stop)));
      }
      from = stop + 1;
    }
    return null;
  }

  private static boolean named(String name, String url, int from, int to) {
    return (to - from == name.length() && url.startsWith(name, from) && !encoded(name))
        || decoded(url.substring(from, to)).equals(name);
  }

  static @Nullable String host(String url) {
    String authority = authority(url);
    if (authority == null) {
      return null;
    }
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
    String bare = end > 0 ? host.substring(0, end) : host;
    return bare.isEmpty() ? null : bare.toLowerCase(Locale.ROOT);
  }

  static @Nullable String path(String url) {
    String bare = url.strip();
    int scheme = bare.indexOf("://");
    int start = scheme < 0 ? bare.indexOf('/') : bare.indexOf('/', scheme + 3);
    if (start < 0) {
      return null;
    }
    String path = withoutFragment(bare.substring(start));
    int question = path.indexOf('?');
    return question < 0 ? path : path.substring(0, question);
  }

  private static @Nullable String authority(String url) {
    String bare = url.strip();
    int scheme = bare.indexOf("//");
    if (scheme < 0) {
      return null;
    }
    int start = scheme + 2;
    int end = start;
    while (end < bare.length() && "/?#".indexOf(bare.charAt(end)) < 0) {
      end++;
    }
    return bare.substring(start, end);
  }

  private static String withoutFragment(String url) {
    return url.substring(0, end(url));
  }

  /** Where the fragment begins, or the text ends. */
  private static int end(String url) {
    int hash = url.indexOf('#');
    return hash < 0 ? url.length() : hash;
  }

  private static boolean encoded(String text) {
    return text.indexOf('%') >= 0 || text.indexOf('+') >= 0;
  }

  private static String decoded(String text) {
    if (!encoded(text)) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
