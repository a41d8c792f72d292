package dev.crossfade.server.oidc;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.util.HtmlUtils;

/**
 * A command that waits for somebody to sign in with his browser.
 *
 * @param port on this machine that it listens at; 0 for one to which the code is pasted
 * @param challenge hash of what only it knows
 */
record Terminal(int port, String challenge) {

  private static final String ATTRIBUTE = "crossfade.terminal";
  private static final String PAGE =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Crossfade</title>"
          + "</head><body><p>Signed in as %s.</p>"
          + "<p>A command wants to act as you. Go on only if you have just begun it yourself and it"
          + " shows <b>%s</b>.</p>%s</body></html>";

  /** The command that somebody comes from; empty if he wants a session of his browser. */
  static Optional<Terminal> of(HttpServletRequest request) {
    String port = request.getParameter("terminal");
    String challenge = request.getParameter("challenge");
    boolean good =
        port != null
            && challenge != null
            && port.matches("0|[1-9][0-9]{3,4}")
            && Integer.parseInt(port) < 1 << Character.SIZE
            && challenge.matches("[A-Za-z0-9_-]{43}");
    return good ? Optional.of(new Terminal(Integer.parseInt(port), challenge)) : Optional.empty();
  }

  /** Remembers it on the way to the provider. */
  void on(OAuth2AuthorizationRequest.Builder way) {
    way.attributes(all -> all.put(ATTRIBUTE, this));
  }

  /** Remembers the way that ends with this request. */
  static void arrived(HttpServletRequest request, OAuth2AuthorizationRequest way) {
    request.setAttribute(ATTRIBUTE, way.getAttributes().get(ATTRIBUTE));
  }

  /** The command for which somebody was on his way. */
  static Optional<Terminal> behind(HttpServletRequest request) {
    return Optional.ofNullable((Terminal) request.getAttribute(ATTRIBUTE));
  }

  /** What the browser shows: nothing goes to the command before somebody has compared. */
  String page(String account, String code) {
    String next =
        port == 0
            ? "<p>Paste this into it: <code>" + code + "</code></p>"
            : "<p><a href=\"http://127.0.0.1:" + port + "/?code=" + code + "\">Go on</a></p>";
    return PAGE.formatted(HtmlUtils.htmlEscape(account), challenge.substring(0, 6), next);
  }
}
