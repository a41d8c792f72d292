package dev.crossfade.gateway.proxy;

import dev.crossfade.gateway.GatewayProblem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;

/** Answers that the gateway itself gives, as problem documents. */
final class Refusals {

  private static final String PAGE = "https://crossfade.dev/errors#";

  /** For so long the rest of a request is read that was answered before it was complete. */
  private static final long LINGER_MILLIS = 2_000;

  private Refusals() {}

  /** What becomes of the connection. */
  enum Connection {
    KEEP,
    CLOSE
  }

  /** Ends the connection once its request is answered, if it has not several at once. */
  static void closeAfterwards(HttpServerRequest in) {
    if (in.version() != HttpVersion.HTTP_2) {
      in.response().putHeader("connection", "close");
      in.response().endHandler(nothing -> linger(in));
    }
  }

  /** Closing while a client still sends would reset the connection before he reads the answer. */
  private static void linger(HttpServerRequest in) {
    HttpConnection connection = in.connection();
    if (in.isEnded()) {
      connection.close();
      return;
    }
    Vertx vertx = Vertx.currentContext().owner();
    long end = vertx.setTimer(LINGER_MILLIS, id -> connection.close());
    in.exceptionHandler(gone -> vertx.cancelTimer(end));
    in.endHandler(
        nothing -> {
          vertx.cancelTimer(end);
          connection.close();
        });
    in.handler(part -> {});
    in.resume();
  }

  /** Ends a request as it is: an answer that cannot be completed must not look complete. */
  static void cut(HttpServerRequest in) {
    if (in.version() == HttpVersion.HTTP_2) {
      in.response().reset();
    } else {
      in.connection().close();
    }
  }

  static void answer(HttpServerRequest in, GatewayProblem code, Connection connection) {
    HttpServerResponse out = in.response();
    if (out.ended() || out.headWritten()) {
      return;
    }
    boolean later = code.status() == 503;
    out.setStatusCode(code.status());
    out.putHeader("content-type", "application/problem+json");
    if (later) {
      out.putHeader("retry-after", "1");
    }
    if (connection == Connection.CLOSE) {
      closeAfterwards(in);
    }
    out.end(
        "{\"type\":\"%s%s\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\",\"retryable\":%b}\n"
            .formatted(
                PAGE,
                code.text().toLowerCase(Locale.ROOT),
                code.title(),
                code.status(),
                code.text(),
                later));
  }
}
