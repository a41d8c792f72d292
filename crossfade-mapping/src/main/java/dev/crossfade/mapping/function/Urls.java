package dev.crossfade.mapping.function;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes URLs apart as browsers write them, tolerating what java.net.URI does not. */
final class Urls {

  private Urls() {}

  static @Nullable String parameter(String url, String name) {
    String rest = withoutFragment(url);
    int question = rest.indexOf('?');
    if (question < 0) {
      return null;
    }
    for (String pair : rest.substring(question + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && decoded(pair.substring(0, equals)).equals(name)) {
        return Texts.emptyToNull(decoded(pair.substring(equals + 1)));
      }
    }
    return null;
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
    int hash = url.indexOf('#');
    return hash < 0 ? url : url.substring(0, hash);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
