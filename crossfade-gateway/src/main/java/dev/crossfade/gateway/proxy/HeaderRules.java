package dev.crossfade.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which headers pass, and which are ours to write. */
final class HeaderRules {

  /** Of one connection only, or written anew by whoever sends the message. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect",
          "http2-settings");

  /** And all that begin with {@link #FORWARDED}. */
  private static final Set<String> OURS =
      Set.of("forwarded", "x-real-ip", "client-ip", "true-client-ip", "x-crossfade-shadow");

  private static final String FORWARDED = "x-forwarded-";

  /** What a request is understood by; never of one connection only, whatever a client says. */
  private static final Set<String> ESSENTIAL =
      Set.of("host", "content-length", "authorization", "cookie");

  private HeaderRules() {}

  /** Copies what passes of a request, and says who asked. */
  static void request(HttpServerRequest in, MultiMap out) {
    MultiMap from = in.headers();
    String named = named(from);
    for (Map.Entry<String, String> each : from) {
      String name = each.getKey();
      if (passes(name, named) && !ours(name)) {
        out.add(name, each.getValue());
      }
    }
    if (in.authority() != null && !from.contains("host")) {
      out.set("host", in.authority().toString());
    }
    forwarded(in, out);
  }

  /** Copies what passes of an answer. */
  static void answer(MultiMap from, MultiMap out) {
    String named = named(from);
    for (Map.Entry<String, String> each : from) {
      if (passes(each.getKey(), named)) {
        out.add(each.getKey(), each.getValue());
      }
    }
  }

  private static boolean passes(String name, @Nullable String named) {
    if (contains(HOP_BY_HOP, name)) {
      return false;
    }
    return named == null || !listed(name, named) || ESSENTIAL.contains(lower(name));
  }

  private static boolean ours(String name) {
    return contains(OURS, name) || name.regionMatches(true, 0, FORWARDED, 0, FORWARDED.length());
  }

  /** What all lines of this header say together. */
  private static @Nullable String named(MultiMap headers) {
    List<String> lines = headers.getAll("connection");
    if (lines.isEmpty()) {
      return null;
    }
    return lines.size() == 1 ? lines.get(0) : String.join(",", lines);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether the client says, among other things, that it sends nothing more. */
  static boolean closes(HttpServerRequest in) {
    String named = named(in.headers());
    return named != null && named.indexOf(',') >= 0 && listed("close", named);
  }

  /** Most names are of few letters that no rule has; those are not lowered at all. */
  private static boolean contains(Set<String> names, String name) {
    if (name.isEmpty() || "cekptufxhCEKPTUFXH".indexOf(name.charAt(0)) < 0) {
      return false;
    }
    return names.contains(name) || names.contains(lower(name));
  }

  private static boolean listed(String name, String named) {
    if (named.length() < name.length()) {
      return false;
    }
    for (String each : named.split(",")) {
      if (each.strip().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** What a client says of others before it is not believed: the gateway is the first to know. */
  private static void forwarded(HttpServerRequest in, MultiMap out) {
    SocketAddress peer = in.remoteAddress();
    String client = peer == null || peer.hostAddress() == null ? "unknown" : peer.hostAddress();
    String scheme = in.isSSL() ? "https" : "http";
    String host = in.authority() == null ? "" : in.authority().toString();
    out.add("x-forwarded-for", client);
    out.add("x-forwarded-proto", scheme);
    StringBuilder text = new StringBuilder(64).append("for=").append(node(client));
    text.append(";proto=").append(scheme);
    if (!host.isEmpty()) {
      out.add("x-forwarded-host", host);
      text.append(";host=").append(quoted(host));
    }
    out.add("forwarded", text);
  }

  private static String node(String client) {
    return client.indexOf(':') < 0 ? client : "\"[" + client + "]\"";
  }

  private static String quoted(String host) {
    return host.indexOf(':') < 0 && host.indexOf('"') < 0
        ? host
        : '"' + host.replace("\\", "").replace("\"", "") + '"';
  }
}
