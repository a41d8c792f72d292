package dev.crossfade.gateway.proxy;

import dev.crossfade.gateway.mirror.Copy;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** An answer on its way to the client. One event loop. */
final class Relay {

  private final Exchange exchange;
  private final Attempt attempt;
  private final HttpClientResponse answer;
  private final HttpServerResponse out;
  private final @Nullable Copy copy;
  private final long length;
  private long received;
  private boolean ended;
  private boolean gone;

  /** Whether anybody waits for the answer. */
  enum Client {
    WAITS,
    GONE
  }

  private Relay(
      Exchange exchange,
      Attempt attempt,
      HttpClientResponse answer,
      HttpServerResponse out,
      @Nullable Copy copy) {
    this.exchange = exchange;
    this.attempt = attempt;
    this.answer = answer;
    this.out = out;
    this.copy = copy;
    String said = answer.getHeader("content-length");
    this.length = said == null ? -1 : Long.parseLong(said);
  }

  /** Begins with the head; the rest follows as it comes. */
  static Relay begin(
      Exchange exchange,
      Attempt attempt,
      HttpClientResponse answer,
      HttpServerRequest in,
      @Nullable Copy copy,
      Client client) {
    Relay relay = new Relay(exchange, attempt, answer, in.response(), copy);
    relay.gone = client == Client.GONE;
    relay.head(in);
    answer.handler(relay::part);
    answer.endHandler(nothing -> relay.end());
    return relay;
  }

  private void head(HttpServerRequest in) {
    if (gone) {
      return;
    }
    out.setStatusCode(answer.statusCode());
    String message = answer.statusMessage();
    if (message != null) {
      out.setStatusMessage(message);
    }
    HeaderRules.answer(answer.headers(), out.headers());
    boolean bodiless =
        in.method().equals(HttpMethod.HEAD)
            || answer.statusCode() == 204
            || answer.statusCode() == 304;
    if (length < 0 && !bodiless) {
      out.setChunked(true);
    }
  }

  private void part(Buffer part) {
    exchange.moved();
    received += part.length();
    if (copy != null) {
      copy.body(part);
    }
    if (gone || ended) {
      return;
    }
    if (received == length) {
      ended = true;
      out.end(part);
      return;
    }
    out.write(part);
    if (out.writeQueueFull()) {
      answer.pause();
      out.drainHandler(
          nothing -> {
            exchange.moved();
            answer.resume();
          });
    }
  }

  private void end() {
    if (!gone && !ended) {
      ended = true;
      out.end();
    }
    exchange.complete(attempt, answer);
  }

  /** The client does not wait any more; what still comes is not for anybody. */
  void clientGone() {
    gone = true;
    answer.resume();
  }

  long bytes() {
    return received;
  }

  int status() {
    return answer.statusCode();
  }
}
