package dev.crossfade.server.view;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.server.output.Console;
import dev.crossfade.server.output.Ink;
import dev.crossfade.server.output.TextTable;
import dev.crossfade.server.output.Words;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.spi.target.QuarantineGroup;
import dev.crossfade.spi.target.StreamState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a migration is, as the target's control tables have it.
 *
 * @param migration name of the migration
 * @param folder the specification's folder as the user named it
 * @param states state of every prepared entity
 * @param gates why entities that are ready are not published, by entity
 * @param backfill progress of history per mapping
 * @param streams how far each source's stream is applied, by source
 * @param quarantine what is parked
 * @param verdicts the latest verdict per entity
 * @param alarms why sources cannot be followed any more, by source
 * @param troubles what the run that follows does not get done for some time, since when and what
 * @param standing what is decided, and who carries it out; null when that is not known
 * @param back how far the sources follow the new stack; null while they take the writes
 * @param now when all this was read
 */
public record StatusView(
    String migration,
    String folder,
    Map<String, EntityState> states,
    Map<String, String> gates,
    List<BackfillProgress> backfill,
    Map<String, StreamState> streams,
    List<QuarantineGroup> quarantine,
    List<Verdict> verdicts,
    Map<String, String> alarms,
    List<String> troubles,
    @Nullable Standing standing,
    @Nullable ReturnView back,
    Instant now)
    implements View {
  public StatusView {
    states = new TreeMap<>(states);
    gates = new TreeMap<>(gates);
    streams = new TreeMap<>(streams);
    alarms = new TreeMap<>(alarms);
    troubles = List.copyOf(troubles);
  }

  /** The state before the first run. */
  public static StatusView nothing(String migration, String folder, Instant now) {
    return new StatusView(
        migration, folder, Map.of(), Map.of(), List.of(), Map.of(), List.of(), List.of(), Map.of(),
        List.of(), null, null, now);
  }

  @Override
  public List<String> lines(Console console) {
    List<String> lines = new ArrayList<>();
    lines.add(console.paint(Ink.STRONG, "Migration " + migration + ": " + sentence()));
    if (states.isEmpty()) {
      return lines;
    }
    lines.add("");
    lines.addAll(table().lines());
    lines.add("");
    if (standing != null) {
      lines.add(standing.line());
    }
    ReturnView returning = back;
    if (returning != null) {
      lines.addAll(returning.lines(console));
    }
    streams.forEach((source, state) -> lines.add("stream " + source + ": " + behind(state)));
    alarms.forEach(
        (source, why) -> lines.add(console.paint(Ink.BAD, "ALARM, source " + source + ": " + why)));
    gates.forEach(
        (entity, why) -> lines.add(console.paint(Ink.BAD, entity + " is not published: " + why)));
    troubles.forEach(trouble -> lines.add(console.paint(Ink.WARN, "trouble since " + trouble)));
    if (parked() > 0) {
      lines.add(console.paint(Ink.WARN, Words.count(parked(), "row") + " in quarantine"));
    }
    return lines;
  }

  /** The whole state in one sentence. */
  public String sentence() {
    if (states.isEmpty()) {
      return "nothing has been done yet.";
    }
    long live = states.values().stream().filter(EntityState.LIVE::equals).count();
    if (!alarms.isEmpty()) {
      return "stopped in "
          + String.join(", ", alarms.keySet())
          + ", changes of it do not arrive; "
          + live
          + " of "
          + states.size()
          + " entities published.";
    }
    if (live < states.size()) {
      return live
          + " of "
          + states.size()
          + " entities published"
          + (gates.isEmpty()
              ? "."
              : ", held by checks: " + String.join(", ", gates.keySet()) + ".");
    }
    return "all " + Words.count(live, "table") + " published, " + proof() + ".";
  }

  private String proof() {
    if (verdicts.size() < states.size()) {
      return "not verified";
    }
    boolean equal = verdicts.stream().allMatch(v -> v.result() == Verdict.Result.EQUAL);
    Instant oldest = verdicts.stream().map(Verdict::finishedAt).min(Instant::compareTo).orElse(now);
    return (equal ? "verified EQUAL " : "verification did NOT find them equal, ")
        + Words.age(Duration.between(oldest, now))
        + Verdicts.oldestFullPass(verdicts).map(this::touchedOnly).orElse("")
        + Verdicts.notCompared(verdicts, "; ");
  }

  private String touchedOnly(Instant fullPass) {
    return " for touched keys, all rows " + Words.age(Duration.between(fullPass, now));
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.of("entity", "state", "history", "rows", "verdict", "verified");
    states.forEach(
        (entity, state) -> {
          Verdict verdict = verdict(entity);
          table.row(
              entity,
              state,
              chunks(entity),
              rows(entity),
              verdict == null ? "-" : verdict.result(),
              verdict == null ? "-" : verified(verdict));
        });
    return table;
  }

  private String verified(Verdict verdict) {
    return Words.age(Duration.between(verdict.finishedAt(), now))
        + Verdicts.oldestFullPass(List.of(verdict)).map(this::touchedOnly).orElse("");
  }

  private String chunks(String entity) {
    int all =
        backfill.stream().filter(b -> b.entity().equals(entity)).mapToInt(b -> b.chunks()).sum();
    int done =
        backfill.stream()
            .filter(b -> b.entity().equals(entity))
            .mapToInt(b -> b.chunksDone())
            .sum();
    return all == 0 ? "-" : done == all ? "complete" : done + "/" + all + " chunks";
  }

  private long rows(String entity) {
    return backfill.stream().filter(b -> b.entity().equals(entity)).mapToLong(b -> b.rows()).sum();
  }

  private @Nullable Verdict verdict(String entity) {
    return verdicts.stream().filter(v -> v.entity().equals(entity)).findFirst().orElse(null);
  }

  private long parked() {
    return quarantine.stream().mapToLong(QuarantineGroup::count).sum();
  }

  private String behind(StreamState state) {
    Instant at = state.markWrittenAt();
    return at == null
        ? "nothing applied yet"
        : "applied as of "
            + at.truncatedTo(ChronoUnit.SECONDS)
            + " ("
            + Words.age(Duration.between(at, now))
            + ")";
  }

  @Override
  public List<String> nextSteps() {
    List<String> steps = new ArrayList<>();
    boolean live = !states.isEmpty() && states.values().stream().allMatch(EntityState.LIVE::equals);
    if (!live) {
      steps.add("crossfade run " + folder);
    } else if (verdicts.size() < states.size()
        || verdicts.stream().anyMatch(v -> v.result() != Verdict.Result.EQUAL)) {
      steps.add("crossfade verify " + folder);
    }
    if (parked() > 0) {
      steps.add("crossfade quarantine list " + folder);
    }
    return steps;
  }

  @Override
  public Object document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "crossfade.dev/status/v1");
    document.put("migration", migration);
    document.put("at", now.toString());
    document.put("summary", sentence());
    if (standing != null) {
      document.put("standing", standing.document());
    }
    document.put("entities", states.keySet().stream().map(this::entity).toList());
    document.put("streams", streams.entrySet().stream().map(e -> stream(e.getKey())).toList());
    ReturnView returning = back;
    if (returning != null) {
      document.put("wayBack", returning.document());
    }
    document.put("alarms", alarms);
    document.put("troubles", troubles.stream().map(StatusView::trouble).toList());
    document.put("quarantined", parked());
    document.put("quarantine", quarantine);
    document.put("next_steps", nextSteps());
    return document;
  }

  /** A line is: since when, code, what. */
  private static Map<String, String> trouble(String line) {
    String[] parts = line.split(" ", 3);
    return parts.length < 3
        ? Map.of("what", line)
        : Map.of("since", parts[0], "code", parts[1], "what", parts[2]);
  }

  private Map<String, @Nullable Object> entity(String entity) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("entity", entity);
    map.put("state", String.valueOf(states.get(entity)));
    if (gates.containsKey(entity)) {
      map.put("held", gates.get(entity));
    }
    map.put("rows", rows(entity));
    map.put("backfill", backfill.stream().filter(b -> b.entity().equals(entity)).toList());
    Verdict verdict = verdict(entity);
    if (verdict != null) {
      map.put("verdict", Verdicts.map(verdict));
      map.put("verdictAgeSeconds", Duration.between(verdict.provenAt(), now).toSeconds());
    }
    return map;
  }

  private Map<String, @Nullable Object> stream(String source) {
    StreamState state = java.util.Objects.requireNonNull(streams.get(source));
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("source", source);
    map.put("nextOffset", state.nextOffset());
    map.put("applied", state.applied().encoded());
    Instant at = state.markWrittenAt();
    if (at != null) {
      map.put("appliedAsOf", at.toString());
      map.put("behindMillis", Math.max(0, Duration.between(at, now).toMillis()));
    }
    return map;
  }
}
