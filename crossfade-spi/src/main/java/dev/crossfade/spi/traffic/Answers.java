package dev.crossfade.spi.traffic;

import org.jspecify.annotations.Nullable;

/**
 * What one request was answered.
 *
 * @param route of the request
 * @param legacy what the legacy stack answered
 * @param again what it answered when asked again, which tells noise; null when it was not
 * @param candidate what the new stack answered
 */
public record Answers(String route, Answer legacy, @Nullable Answer again, Answer candidate) {

  /**
   * One answer.
   *
   * @param status of HTTP; 0 when there was no answer
   * @param micros until it was complete
   * @param body as far as it was kept, decoded as UTF-8
   * @param completeness whether all of it was kept
   */
  public record Answer(int status, long micros, String body, Completeness completeness) {}

  /** How much of a body was kept. */
  public enum Completeness {
    WHOLE,
    CUT
  }
}
