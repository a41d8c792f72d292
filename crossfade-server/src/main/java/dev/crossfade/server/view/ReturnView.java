package dev.crossfade.server.view;

import dev.crossfade.core.cutover.Direction;
import dev.crossfade.core.cutover.ReturnBoard;
import dev.crossfade.core.cutover.ReturnStanding;
import dev.crossfade.core.cutover.RollbackWindow;
import dev.crossfade.core.cutover.StandbyProof;
import dev.crossfade.core.spec.CutoverSpec;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.Words;
import dev.crossfade.spi.target.ProgressStore;
import dev.crossfade.spi.target.TargetDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the sources follow the new stack while that takes the writes, and whether clients could
 * go back now.
 *
 * @param board how far each of them is
 * @param unequal what comparisons did not find equal
 * @param strays writes past a fence that nobody has seen to
 * @param window how long the way back is kept open; null when nobody counts it
 * @param most how far a source may be behind
 * @param now when that was read
 */
public record ReturnView(
    ReturnBoard board,
    List<String> unequal,
    long strays,
    @Nullable RollbackWindow window,
    Duration most,
    Instant now) {

  public ReturnView {
    unequal = List.copyOf(unequal);
  }

  /** Reads what the target has on record of it; empty while changes go forward. */
  public static Optional<ReturnView> of(TargetDatabase target, CutoverSpec limits, Instant now) {
    ProgressStore progress = target.progress();
    Direction direction = Direction.of(progress.fact(ProgressStore.DIRECTION));
    return ReturnBoard.of(direction, progress.fact(ProgressStore.RETURN_BOARD))
        .map(
            board ->
                new ReturnView(
                    board,
                    StandbyProof.hindrances(progress.latestVerdicts()),
                    target.strays().waiting(),
                    progress
                        .fact(ProgressStore.ROLLBACK_WINDOW)
                        .filter(text -> !text.isEmpty())
                        .map(RollbackWindow::parse)
                        .orElse(null),
                    Duration.ofMillis(limits.maxLagMillis()),
                    now));
  }

  /** Why clients could not go back now, as far as that can be seen from here. */
  public List<String> hindrances() {
    List<String> hindrances = new ArrayList<>(board.hindrances(now, most, strays));
    hindrances.addAll(unequal);
    RollbackWindow counted = window;
    if (counted != null && counted.over()) {
      hindrances.add("the window of " + counted.length().toHours() + " h is over");
    }
    return hindrances;
  }

  /** Whether clients could go back now. */
  public boolean ready() {
    return hindrances().isEmpty();
  }

  /** For people. */
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    RollbackWindow counted = window;
    String left =
        counted == null
            ? ""
            : ", %d h %d min left"
                .formatted(counted.left().toHours(), counted.left().toMinutesPart());
    lines.add(
        ready()
            ? "way back: ready" + left
            : console.paint(
                Ink.WARN, "way back: not ready, " + String.join("; ", hindrances()) + left));
    board.sources().forEach(each -> lines.add(line(each)));
    return lines;
  }

  private String line(ReturnStanding source) {
    return "way back to "
        + source.source()
        + ": "
        + source.state().name().toLowerCase(Locale.ROOT)
        + board.lag(source).map(lag -> ", " + Words.time(lag) + " behind").orElse("")
        + (source.position().isEmpty() ? "" : ", has the target's log up to " + source.position())
        + (source.waiting() > 0
            ? ", lacks " + Words.count(source.waiting(), "row") + " that could not be brought back"
            : "")
        + (source.trouble().isEmpty() ? "" : ", " + source.trouble());
  }

  /** For programs. */
  public Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("ready", ready());
    document.put("hindrances", hindrances());
    RollbackWindow counted = window;
    document.put("windowLeftSeconds", counted == null ? null : counted.left().toSeconds());
    document.put("strays", strays);
    document.put("notedAt", board.notedAt().toString());
    document.put("sources", board.sources().stream().map(this::source).toList());
    return document;
  }

  private Map<String, @Nullable Object> source(ReturnStanding source) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("source", source.source());
    map.put("state", source.state().name());
    map.put("lagMillis", board.lag(source).map(Duration::toMillis).orElse(null));
    map.put("mark", source.mark());
    Instant asOf = source.asOf();
    map.put("asOf", asOf == null ? null : asOf.toString());
    map.put("position", source.position());
    map.put("unrestored", source.waiting() < 0 ? null : source.waiting());
    map.put("trouble", source.trouble());
    return map;
  }
}
