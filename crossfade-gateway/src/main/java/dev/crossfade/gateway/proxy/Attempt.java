package dev.crossfade.gateway.proxy;

import dev.crossfade.core.traffic.Side;
import dev.crossfade.gateway.record.Lane;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request on its way to one side over one connection. One event loop. */
final class Attempt {

  /** How long the body of a write may go on to arrive when writes are held. */
  private static final long GRACE_NANOS = Duration.ofMillis(500).toNanos();

  final Side side;
  final Upstream upstream;
  private final Exchange exchange;
  private final @Nullable Lane crossed;
  private final long deadline;
  private long sent;
  private boolean bodySent;
  private boolean over;
  private long overtaken = Long.MIN_VALUE;

  Attempt(Exchange exchange, Side side, Upstream upstream, @Nullable Lane crossed, Duration most) {
    this.exchange = exchange;
    this.side = side;
    this.upstream = upstream;
    this.crossed = crossed;
    this.deadline = System.nanoTime() + most.toNanos();
    upstream.taken(() -> broke("the connection was closed"));
  }

  void send(HttpServerRequest in, Body body) {
    guarded(() -> request(in, body));
  }

  /** Whatever is thrown on the way ends the attempt, so that no connection is lost by it. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      broke(String.valueOf(e));
    }
  }

  private void request(HttpServerRequest in, Body body) {
    RequestOptions head = new RequestOptions().setMethod(in.method()).setURI(in.uri());
    upstream
        .connection
        .request(head)
        .onComplete(
            made -> {
              if (made.succeeded()) {
                guarded(() -> send(in, body, made.result()));
              } else {
                broke(String.valueOf(made.cause()));
              }
            });
  }

  private void send(HttpServerRequest in, Body body, HttpClientRequest request) {
    if (over) {
      request.reset();
      return;
    }
    if (tooLate()) {
      return;
    }
    HeaderRules.request(in, request.headers());
    request.exceptionHandler(error -> broke(String.valueOf(error)));
    request.response().onComplete(answer -> answered(answer.succeeded() ? answer.result() : null));
    if (body.none()) {
      bodySent = true;
      request.end();
      return;
    }
    request.setChunked(body.kind() == Body.Kind.CHUNKED);
    in.handler(part -> guarded(() -> part(in, body, request, part)));
    in.endHandler(nothing -> guarded(() -> bodyEnded(request)));
    in.resume();
  }

  private void part(HttpServerRequest in, Body body, HttpClientRequest request, Buffer part) {
    if (over || tooLate()) {
      return;
    }
    exchange.moved();
    sent += part.length();
    if (body.kind() == Body.Kind.LENGTH && sent == body.length()) {
      bodySent = true;
      request.end(part);
      exchange.sent();
      return;
    }
    request.write(part);
    if (request.writeQueueFull()) {
      in.pause();
      request.drainHandler(
          nothing -> {
            exchange.moved();
            in.resume();
          });
    }
  }

  private void bodyEnded(HttpClientRequest request) {
    if (!over && !bodySent && !tooLate()) {
      bodySent = true;
      request.end();
      exchange.sent();
    }
  }

  /** Nothing more of a write leaves after its time, however late this process woke up. */
  private boolean tooLate() {
    if (crossed == null || System.nanoTime() - deadline <= 0) {
      return false;
    }
    broke("the time of the write is over");
    return true;
  }

  /**
   * Whether a write has taken as long as it may: until it is answered, or, once another lane has
   * taken the place of its own, until its body has left completely.
   *
   * @param lane of its route now
   */
  boolean late(long now, Lane lane) {
    if (crossed == null) {
      return false;
    }
    if (bodySent || crossed.crossing() == lane.crossing()) {
      return now - deadline > 0;
    }
    overtaken = overtaken == Long.MIN_VALUE ? now : overtaken;
    return now - overtaken > GRACE_NANOS || now - deadline > 0;
  }

  /** Whether its lane was replaced while its body was still arriving. */
  boolean overtaken() {
    return overtaken != Long.MIN_VALUE;
  }

  /** Whether all of the request has left. */
  boolean bodySent() {
    return bodySent;
  }

  private void answered(@Nullable HttpClientResponse answer) {
    if (answer != null && !over) {
      exchange.answered(this, answer);
    }
  }

  /** The connection is of no more use; whoever asked is told once. */
  private void broke(String why) {
    if (!over) {
      abandon();
      exchange.broke(this, why);
    }
  }

  /** Gives the attempt up: the server of the stack sees its connection end. */
  void abandon() {
    if (!over) {
      leave();
      upstream.taken(null);
      upstream.close();
    }
  }

  /** The answer is complete: the connection can serve another request. */
  void complete(HttpClientResponse answer, long now) {
    if (over) {
      return;
    }
    leave();
    if (bodySent && reusable(answer)) {
      upstream.giveBack(now);
    } else {
      upstream.taken(null);
      upstream.close();
    }
  }

  private void leave() {
    over = true;
    if (crossed != null) {
      crossed.crossing().decrementAndGet();
    }
  }

  private static boolean reusable(HttpClientResponse answer) {
    String connection = answer.getHeader("connection");
    boolean old = answer.version() == HttpVersion.HTTP_1_0;
    return connection == null ? !old : connection.equalsIgnoreCase("keep-alive");
  }
}
