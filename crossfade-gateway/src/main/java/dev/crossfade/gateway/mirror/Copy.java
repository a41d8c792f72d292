package dev.crossfade.gateway.mirror;

import dev.crossfade.gateway.metrics.RouteMeter;
import dev.crossfade.gateway.metrics.RouteMeter.Mirrored;
import dev.crossfade.spi.traffic.Answers;
import dev.crossfade.spi.traffic.Answers.Answer;
import dev.crossfade.spi.traffic.Answers.Completeness;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of one read: what its client was answered, and what the copies were answered. One
 * event loop; whoever is last hands all of it over.
 */
public final class Copy {

  private final Mirror mirror;
  private final RouteMeter meter;
  private final String route;
  private final From from;
  private final Question question;
  private final long begun = System.nanoTime();
  private final Buffer body = Buffer.buffer();
  private boolean cut;
  private int status;
  private @Nullable Answer original;
  private @Nullable Answer other;
  private @Nullable Answer again;
  private int awaited = 3;
  private boolean worthless;
  private boolean told;

  /** Which stack answers the client. */
  enum From {
    LEGACY,
    NEW
  }

  Copy(Mirror mirror, RouteMeter meter, String route, From from, Question question) {
    this.mirror = mirror;
    this.meter = meter;
    this.route = route;
    this.from = from;
    this.question = question;
  }

  /** The answer to the client begins. */
  public void answered(int code) {
    status = code;
  }

  /** A part of the answer to the client. */
  public void body(Buffer part) {
    int room = mirror.most() - body.length();
    cut |= part.length() > room;
    if (room > 0) {
      body.appendBuffer(part, 0, Math.min(room, part.length()));
    }
  }

  /** The answer to the client is complete. */
  public void ended() {
    if (!told) {
      told = true;
      original = answer(status, begun, body, cut);
      arrived();
    }
  }

  /** Another stack than planned answers the client: there is nothing to compare with. */
  public void fellBack() {
    worthless = true;
  }

  /** Nothing more is told; what was not complete by now never will be. */
  public void abandoned() {
    if (!told) {
      told = true;
      worthless = true;
      arrived();
    }
  }

  static Answer answer(int status, long begun, Buffer body, boolean cut) {
    return new Answer(
        status,
        (System.nanoTime() - begun) / 1000,
        body.toString(StandardCharsets.UTF_8),
        cut ? Completeness.CUT : Completeness.WHOLE);
  }

  void other(Answer answer) {
    other = answer;
    arrived();
  }

  void again(@Nullable Answer answer) {
    again = answer;
    arrived();
  }

  private void arrived() {
    awaited--;
    if (awaited > 0) {
      return;
    }
    Answer answered = original;
    Answer copied = other;
    if (worthless || answered == null || copied == null) {
      meter.mirrored(Mirrored.FAILED);
      mirror.over(null, question);
      return;
    }
    boolean legacyTold = from == From.LEGACY;
    mirror.over(
        new Answers(route, legacyTold ? answered : copied, again, legacyTold ? copied : answered),
        question);
  }
}
