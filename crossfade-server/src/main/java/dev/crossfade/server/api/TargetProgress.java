package dev.crossfade.server.api;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.phase.Phase;
import dev.crossfade.engine.stream.StreamStatus;
import dev.crossfade.server.view.Standing;
import dev.crossfade.server.view.StatusView;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.StreamState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a migration is that somebody else carries out, by the tables of its target. */
final class TargetProgress {

  private TargetProgress() {}

  static ProgressDocument of(
      Clerk.Filed filed, StatusView status, @Nullable Pace pace, List<String> next) {
    Standing there = filed.state().version() == 0 ? status.standing() : null;
    boolean nothing = status.states().isEmpty();
    return new ProgressDocument(
        ProgressDocument.API_VERSION,
        filed.document().name(),
        status.now(),
        nothing ? ProgressDocument.SeenBy.JOURNAL : ProgressDocument.SeenBy.TARGET,
        phase(filed, there),
        status.sentence(),
        owner(filed, there),
        nothing ? null : history(status.backfill(), pace),
        null,
        null,
        null,
        entities(status),
        streams(status),
        List.of(),
        status.quarantine().stream().mapToLong(QuarantineGroup::count).sum(),
        status.troubles().stream().map(line -> trouble(line, status.now())).toList(),
        status.alarms().entrySet().stream().map(TargetProgress::stop).toList(),
        null,
        ReturnDocument.of(status.back()),
        null,
        null,
        next);
  }

  /** How many rows came in how many seconds between two looks. */
  record Pace(long rows, double seconds) {}

  /** A journal beside the data speaks for a migration of which this server has none. */
  private static Phase phase(Clerk.Filed filed, @Nullable Standing there) {
    return there == null ? filed.state().phase() : there.state().phase();
  }

  private static @Nullable String owner(Clerk.Filed filed, @Nullable Standing there) {
    return (there == null ? filed.holder() : there.holder().filter(holder -> holder.holds()))
        .map(holder -> holder.owner())
        .orElse(null);
  }

  private static ProgressDocument.History history(
      List<BackfillProgress> lines, @Nullable Pace pace) {
    long rows = lines.stream().mapToLong(line -> line.rows() + line.refused()).sum();
    Long expected = expected(lines);
    Double speed =
        pace == null || pace.seconds() <= 0 || pace.rows() <= 0
            ? null
            : pace.rows() / pace.seconds();
    Double left = expected == null || speed == null ? null : (expected - rows) / speed;
    return new ProgressDocument.History(
        rows,
        expected,
        speed,
        left == null || left <= 0 ? null : new ProgressDocument.Range(left / 2, left * 2));
  }

  /** By the chunks that are done; null as long as some mapping has none. */
  private static @Nullable Long expected(List<BackfillProgress> lines) {
    long sum = 0;
    for (BackfillProgress line : lines) {
      long done = line.rows() + line.refused();
      if (!line.complete() && line.chunksDone() == 0) {
        return null;
      }
      sum += line.complete() ? done : done / line.chunksDone() * line.chunks();
    }
    return lines.isEmpty() ? null : sum;
  }

  private static List<ProgressDocument.Entity> entities(StatusView status) {
    List<ProgressDocument.Entity> entities = new ArrayList<>();
    status
        .states()
        .forEach(
            (name, state) ->
                entities.add(
                    entity(
                        name,
                        state,
                        status.gates().get(name),
                        status.backfill().stream().filter(b -> b.entity().equals(name)).toList(),
                        status.verdicts().stream()
                            .filter(v -> v.entity().equals(name))
                            .findFirst()
                            .orElse(null))));
    return entities;
  }

  private static ProgressDocument.Entity entity(
      String name,
      EntityState state,
      @Nullable String held,
      List<BackfillProgress> lines,
      @Nullable Verdict verdict) {
    return new ProgressDocument.Entity(
        name,
        state,
        lines.stream().mapToInt(BackfillProgress::chunks).sum(),
        lines.stream().mapToInt(BackfillProgress::chunksDone).sum(),
        lines.stream().mapToLong(BackfillProgress::rows).sum(),
        lines.stream().mapToLong(BackfillProgress::refused).sum(),
        expected(lines),
        held,
        verdict == null ? null : verdict.result(),
        verdict == null ? null : verdict.finishedAt());
  }

  private static List<ProgressDocument.Stream> streams(StatusView status) {
    List<ProgressDocument.Stream> streams = new ArrayList<>();
    status.streams().forEach((source, state) -> streams.add(stream(source, state, status)));
    return streams;
  }

  private static ProgressDocument.Stream stream(
      String source, StreamState state, StatusView status) {
    String alarm = status.alarms().get(source);
    Instant at = state.markWrittenAt();
    return new ProgressDocument.Stream(
        source,
        alarm != null
            ? StreamStatus.State.STOPPED
            : at == null ? StreamStatus.State.STARTING : StreamStatus.State.FOLLOWING,
        at == null ? null : Math.max(0, Duration.between(at, status.now()).toMillis()),
        null,
        null,
        null,
        null,
        null,
        alarm);
  }

  /** A line is: since when, code, what. */
  private static ProgressDocument.Trouble trouble(String line, Instant now) {
    String[] parts = line.split(" ", 3);
    return parts.length < 3
        ? new ProgressDocument.Trouble("", "", line, null, null, now, List.of())
        : new ProgressDocument.Trouble(
            parts[1], parts[1], parts[2], null, null, Instant.parse(parts[0]), List.of());
  }

  /** An alarm begins with the code of its problem, if it has one. */
  private static ProgressDocument.Stop stop(Map.Entry<String, String> alarm) {
    String text = alarm.getValue();
    String code = text.matches("CF-[0-9]{4}.*") ? text.substring(0, 7) : "";
    return new ProgressDocument.Stop(alarm.getKey(), code, text, null, null);
  }
}
