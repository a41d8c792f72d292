package dev.crossfade.gateway.proxy;

import dev.crossfade.core.traffic.Forwarding;
import dev.crossfade.core.traffic.Forwarding.Standing;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.gateway.GatewayProblem;
import dev.crossfade.gateway.metrics.RouteMeter;
import dev.crossfade.gateway.metrics.RouteMeter.Fallback;
import dev.crossfade.gateway.metrics.RouteMeter.HoldRefusal;
import dev.crossfade.gateway.mirror.Copy;
import dev.crossfade.gateway.record.Lane;
import dev.crossfade.gateway.record.Routing;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client until it is answered: where it goes, what it waits for, and what happens
 * when a stack fails. One event loop.
 */
final class Exchange {

  private final Loop loop;
  private final HttpServerRequest in;
  private final RouteRule rule;
  private final int index;
  private final Body body;
  private final boolean write;
  private final long begun = System.nanoTime();
  private Stage stage = Stage.PLANNING;
  private Side side = Side.LEGACY;
  private @Nullable Attempt attempt;
  private @Nullable Relay relay;
  private @Nullable Copy copy;
  private @Nullable Ticket ticket;
  private Sample sample = Sample.NONE;
  private boolean fallback;
  private boolean retried;
  private boolean waited;
  private Relay.Client left = Relay.Client.WAITS;
  private final Patience patience;

  /** What it waits for. */
  private enum Stage {
    PLANNING,
    HELD,
    CONNECTION,
    BODY,
    ANSWER,
    REST,
    DONE
  }

  Exchange(Loop loop, HttpServerRequest in, RouteRule rule, int index) {
    this.loop = loop;
    this.in = in;
    this.rule = rule;
    this.index = index;
    this.body = Body.of(in);
    this.patience = new Patience(begun, loop.limits().total().request());
    this.write = rule.writes(in.method().name());
  }

  void begin() {
    loop.begun(this);
    if (body.none()) {
      in.handler(part -> unannounced(part.length()));
    } else {
      in.pause();
    }
    in.response().closeHandler(nothing -> clientGone());
    in.exceptionHandler(error -> clientGone());
    if (write) {
      admit();
    } else {
      read();
    }
  }

  /** HTTP/2 lets a read have a body that its head did not tell; the stack would not get it. */
  private void unannounced(int length) {
    if (length > 0 && stage != Stage.DONE) {
      fail(GatewayProblem.MALFORMED);
    }
  }

  private Routing routing() {
    return loop.scene.routing();
  }

  RouteMeter meter() {
    return loop.scene.meters().route(index);
  }

  long declaredBytes() {
    return body.kind() == Body.Kind.CHUNKED ? Long.MAX_VALUE : body.length();
  }

  private void read() {
    Lane lane = routing().lane(index);
    sample = Sample.of(loop.scene.settings().group(), rule, in, lane);
    Forwarding.To to = Forwarding.ofRead(rule, lane.state(), sample.among());
    fallback = to == Forwarding.To.NEW_ELSE_LEGACY && body.none();
    if (rule.mirror().percent() > 0 && body.none()) {
      copy =
          loop.scene
              .mirror()
              .begin(rule, index, in, to.side(), headers -> HeaderRules.request(in, headers));
    }
    go(to.side());
  }

  /** Whether the write may be forwarded now. */
  Standing standing() {
    return routing().standing(routing().lane(index));
  }

  private void admit() {
    Lane lane = routing().lane(index);
    Forwarding what = Forwarding.ofWrite(lane.state(), routing().standing(lane));
    if (what instanceof Forwarding.To to) {
      sample = Sample.ofWrite(lane);
      go(to.side());
      return;
    }
    stage = Stage.HELD;
    patience.since(begun, loop.scene.settings().hold().patience());
    if (waited) {
      waited = false;
      loop.waiting.again();
    }
    loop.waiting.add(this);
  }

  /** It has waited and need not any more; planned anew, by the record of now. */
  void resumeWrite() {
    waited = true;
    admit();
  }

  void refuseHeld(HoldRefusal why) {
    meter().refused(why);
    fail(
        switch (why) {
          case TOO_MANY -> GatewayProblem.HELD_TOO_MANY;
          case TOO_LONG -> GatewayProblem.HELD_TOO_LONG;
          case ENDING -> GatewayProblem.ENDING;
        });
  }

  private void go(Side to) {
    side = to;
    stage = Stage.CONNECTION;
    patience.within(loop.limits().connect().multipliedBy(2));
    Ticket mine = new Ticket();
    ticket = mine;
    if (retried) {
      loop.pool(to).takeFresh(mine, begun);
    } else {
      loop.pool(to).take(mine, begun);
    }
  }

  /** A place in line for a connection to one side; void once the request goes elsewhere. */
  private final class Ticket implements Pool.Taker {
    @Override
    public boolean wants() {
      return ticket == this;
    }

    @Override
    public void taken(Upstream upstream) {
      ticket = null;
      Exchange.this.taken(upstream);
    }

    @Override
    public void notTaken(GatewayProblem why) {
      if (ticket == this) {
        Exchange.this.notTaken(why);
      }
    }
  }

  private void taken(Upstream upstream) {
    if (!upstream.open()) {
      go(side);
      return;
    }
    Lane crossed = null;
    if (write) {
      crossed = cross();
      if (crossed == null) {
        upstream.giveBack(loop.roughly());
        admit();
        return;
      }
    }
    Attempt now = new Attempt(this, side, upstream, crossed, loop.limits().write());
    attempt = now;
    stage = body.none() ? Stage.ANSWER : Stage.BODY;
    patience.within(body.none() ? loop.limits().firstByte() : loop.limits().idle());
    if (!body.none() && in.headers().contains("expect", "100-continue", true)) {
      in.response().writeContinue();
    }
    now.send(in, body);
  }

  /** Counts the write on its lane; null when the lane does not take it any more. */
  private @Nullable Lane cross() {
    Lane lane = routing().lane(index);
    if (!takes(lane)) {
      return null;
    }
    lane.crossing().incrementAndGet();
    if (!routing().lane(index).equals(lane) || !takes(lane)) {
      lane.crossing().decrementAndGet();
      return null;
    }
    return lane;
  }

  private boolean takes(Lane lane) {
    return lane.state().writes() == side && routing().standing(lane) == Standing.FREE;
  }

  private void notTaken(GatewayProblem why) {
    ticket = null;
    if (!fellBack(Fallback.UNREACHABLE)) {
      fail(why);
    }
  }

  /** The request has left completely. */
  void sent() {
    if (stage == Stage.BODY) {
      stage = Stage.ANSWER;
      patience.within(loop.limits().firstByte());
    }
  }

  /** Something has arrived, so nobody is silent. */
  void moved() {
    patience.since(loop.roughly(), loop.limits().idle());
  }

  void answered(Attempt by, HttpClientResponse answer) {
    if (by != attempt) {
      return;
    }
    if (answer.statusCode() >= 500 && mayFallBack()) {
      by.abandon();
      fellBack(Fallback.STATUS);
      return;
    }
    stage = Stage.REST;
    moved();
    if (copy != null) {
      copy.answered(answer.statusCode());
    }
    relay = Relay.begin(this, by, answer, in, copy, left);
  }

  /** The answer is complete. */
  void complete(Attempt by, HttpClientResponse answer) {
    if (by != attempt || stage == Stage.DONE) {
      return;
    }
    if (!by.bodySent()) {
      loop.drain(in);
    }
    by.complete(answer, loop.roughly());
    if (copy != null) {
      copy.ended();
    }
    done();
  }

  /** The connection ended before the answer was complete. */
  void broke(Attempt by, String why) {
    if (by != attempt || stage == Stage.DONE) {
      return;
    }
    boolean unanswered = relay == null;
    if (unanswered && !write && body.none() && by.upstream.used() && !retried) {
      retried = true;
      go(side);
    } else if (!unanswered || !fellBack(Fallback.UNREACHABLE)) {
      fail(GatewayProblem.STACK_UNREACHABLE);
    }
  }

  /** Once the new stack takes writes the legacy one may be behind. */
  private boolean mayFallBack() {
    return fallback && routing().lane(index).state().writes() != Side.NEW;
  }

  private boolean fellBack(Fallback why) {
    if (!mayFallBack()) {
      return false;
    }
    fallback = false;
    retried = false;
    meter().fellBack(why);
    sample.fellBack();
    if (copy != null) {
      copy.fellBack();
    }
    go(Side.LEGACY);
    return true;
  }

  boolean late(long now) {
    return patience.over(now) || (attempt != null && attempt.late(now, routing().lane(index)));
  }

  void tooLate() {
    Attempt current = attempt;
    switch (stage) {
      case HELD -> refuseHeld(HoldRefusal.TOO_LONG);
      case CONNECTION -> notTaken(GatewayProblem.STACK_BUSY);
      case BODY -> {
        boolean slow = current != null && current.overtaken();
        fail(slow ? GatewayProblem.BODY_TOO_SLOW : GatewayProblem.CLIENT_SILENT);
      }
      case ANSWER -> {
        if (current != null) {
          current.abandon();
        }
        if (!fellBack(Fallback.SILENT)) {
          fail(GatewayProblem.STACK_SILENT);
        }
      }
      case REST -> fail(GatewayProblem.STACK_SILENT);
      default -> {}
    }
  }

  /** A write that has left completely is waited for, so that nothing is under way unseen. */
  private void clientGone() {
    Attempt current = attempt;
    if (stage == Stage.DONE) {
      return;
    }
    if (write && current != null && current.bodySent()) {
      left = Relay.Client.GONE;
      if (relay != null) {
        relay.clientGone();
      }
      return;
    }
    if (current != null) {
      current.abandon();
      sample.left((System.nanoTime() - begun) / 1000);
    }
    done();
  }

  private void fail(GatewayProblem why) {
    if (!why.ofClient()) {
      sample.failed();
    }
    if (attempt != null) {
      attempt.abandon();
    }
    if (relay != null || in.response().headWritten()) {
      Refusals.cut(in);
    } else {
      Refusals.answer(in, why, body.none() ? Refusals.Connection.KEEP : Refusals.Connection.CLOSE);
    }
    done();
  }

  private void done() {
    if (stage == Stage.DONE) {
      return;
    }
    boolean wasHeld = stage == Stage.HELD;
    stage = Stage.DONE;
    ticket = null;
    loop.ended(this);
    if (copy != null) {
      copy.abandoned();
    }
    if (wasHeld) {
      loop.waiting.remove(this);
    }
    long micros = (System.nanoTime() - begun) / 1000;
    if (relay != null) {
      meter().answered(side, relay.status(), micros);
      sample.answered(relay.status(), micros);
    }
    AccessLines.write(loop.scene.settings().accessLog(), in, rule, side, relay, micros);
    if (waited) {
      waited = false;
      loop.waiting.drained();
    }
  }
}
