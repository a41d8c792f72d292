package dev.crossfade.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * What a request says of its body.
 *
 * @param kind whether and how there is one
 * @param length where it is known
 */
record Body(Kind kind, long length) {

  /** Whether and how there is a body. */
  enum Kind {
    NONE,
    LENGTH,
    CHUNKED
  }

  private static final Body NONE = new Body(Kind.NONE, 0);
  private static final Body CHUNKED = new Body(Kind.CHUNKED, 0);

  /**
   * What a request says.
   *
   * @throws NumberFormatException when it says something that is no length
   */
  static Body of(HttpServerRequest in) {
    MultiMap headers = in.headers();
    String length = headers.get("content-length");
    if (length != null) {
      long bytes = length.length() < 19 ? Long.parseLong(length) : -1;
      if (bytes < 0) {
        throw new NumberFormatException("a length of " + length.length() + " digits");
      }
      return bytes == 0 ? NONE : new Body(Kind.LENGTH, bytes);
    }
    if (in.version() == HttpVersion.HTTP_2) {
      HttpMethod method = in.method();
      boolean bare = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
      return bare ? NONE : CHUNKED;
    }
    return headers.contains("transfer-encoding") ? CHUNKED : NONE;
  }

  boolean none() {
    return kind == Kind.NONE;
  }
}
