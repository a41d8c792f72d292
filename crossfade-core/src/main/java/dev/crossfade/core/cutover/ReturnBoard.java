package dev.crossfade.core.cutover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How far all sources follow the new stack, as whoever brings changes back knows it.
 *
 * @param epoch of the direction under which that is so
 * @param notedAt when it was noted
 * @param sources by name
 */
public record ReturnBoard(long epoch, Instant notedAt, List<ReturnStanding> sources) {

  /**
   * It is noted every two seconds, and what the sources lack is asked for in between; one that is
   * so old nobody keeps any more.
   */
  private static final Duration OLD = Duration.ofSeconds(15);

  public ReturnBoard {
    sources = List.copyOf(sources);
  }

  /**
   * The one that counts; empty while changes go forward, and before one was noted since they go
   * back.
   *
   * @param text as it was noted
   */
  public static Optional<ReturnBoard> of(Direction direction, Optional<String> text) {
    return direction.way() == Direction.Way.FORWARD
        ? Optional.empty()
        : text.filter(noted -> !noted.isEmpty())
            .map(ReturnBoard::parse)
            .filter(board -> board.epoch() == direction.epoch());
  }

  /**
   * Why clients could not go back now, as far as that can be seen from here; empty when they could.
   *
   * @param most how far a source may be behind
   * @param strays writes past a fence that nobody has seen to
   */
  public List<String> hindrances(Instant now, Duration most, long strays) {
    List<String> hindrances = new ArrayList<>();
    Duration age = Duration.between(notedAt, now);
    if (age.compareTo(OLD) > 0) {
      hindrances.add("nobody has brought anything back for " + age.toSeconds() + " s");
    }
    sources.forEach(source -> source.hindrance(notedAt, most).ifPresent(hindrances::add));
    if (strays > 0) {
      hindrances.add(strays + " writes past a fence wait to be seen to");
    }
    return hindrances;
  }

  /**
   * How far a source was behind when that was noted: how old the last mark was that it had; empty
   * before the first. Nobody knows more, however much later it is read.
   */
  public Optional<Duration> lag(ReturnStanding source) {
    return source.lag(notedAt);
  }

  /** As the fact says it. */
  public String text() {
    return epoch
        + " "
        + notedAt
        + sources.stream().map(each -> "\n" + each.text()).collect(Collectors.joining());
  }

  /**
   * The inverse of {@link #text()}.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static ReturnBoard parse(String text) {
    List<String> lines = text.lines().toList();
    String[] head = lines.get(0).split(" ", -1);
    if (head.length != 2) {
      throw new IllegalArgumentException("no standing of a way back: " + text);
    }
    return new ReturnBoard(
        Long.parseLong(head[0]),
        Instant.parse(head[1]),
        lines.stream().skip(1).map(ReturnStanding::parse).toList());
  }
}
