package dev.crossfade.server.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.ServletRequestPathUtils;

/** The path of a request, read exactly as the dispatcher reads it. */
final class Paths {

  private Paths() {}

  static PathContainer of(HttpServletRequest request) {
    return (ServletRequestPathUtils.hasParsedRequestPath(request)
            ? ServletRequestPathUtils.getParsedRequestPath(request)
            : ServletRequestPathUtils.parseAndCache(request))
        .pathWithinApplication();
  }
}
