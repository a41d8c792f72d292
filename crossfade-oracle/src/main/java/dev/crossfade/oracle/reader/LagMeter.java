package dev.crossfade.oracle.reader;

import dev.crossfade.oracle.journal.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Matches acknowledgements with the moment production first showed them, for one source. A writer's
 * marker seen at n shows all its writes up to n. Not thread-safe.
 */
final class LagMeter {

  /** Writes seen without acknowledgement and the other way round, of one writer in one epoch. */
  private static final class Track {
    long visible;
    final TreeMap<Long, Long> seenAt = new TreeMap<>();
    final TreeMap<Long, Long> acknowledged = new TreeMap<>();
  }

  private static final int KEPT = 5_000;
  private final Map<Long, Track> tracks = new HashMap<>();
  private final LagHistogram histogram = new LagHistogram();
  private long firstVisible;
  private long lastPoll;
  private long backlog;

  /** Production was read, whether or not anything was new. */
  void polled(long micros) {
    if (firstVisible == 0) {
      firstVisible = micros;
    }
    lastPoll = micros;
  }

  void visible(int writer, int epoch, long seq, long micros) {
    Track track = track(writer, epoch);
    if (seq <= track.visible) {
      return;
    }
    track.visible = seq;
    track.seenAt.put(seq, micros);
    Map<Long, Long> shown = track.acknowledged.headMap(seq, true);
    shown.values().forEach(at -> measure(at, micros));
    shown.clear();
    if (track.seenAt.size() > KEPT) {
      track.seenAt.pollFirstEntry();
    }
  }

  void acknowledged(Entry entry) {
    Track track = track(entry.writer(), entry.epoch());
    Map.@Nullable Entry<Long, Long> seen = track.seenAt.ceilingEntry(entry.seq());
    if (seen == null) {
      track.acknowledged.put(entry.seq(), entry.micros());
    } else {
      measure(entry.micros(), seen.getValue());
    }
  }

  /** Acknowledged writes not seen yet. */
  long waiting() {
    return tracks.values().stream().mapToLong(track -> track.acknowledged.size()).sum();
  }

  LagHistogram histogram() {
    return histogram;
  }

  long backlog() {
    return backlog;
  }

  double seconds() {
    return (lastPoll - firstVisible) / 1e6;
  }

  Lag lag() {
    return Lag.of(histogram, backlog, seconds());
  }

  private void measure(long acknowledged, long seen) {
    if (acknowledged < firstVisible) {
      backlog++;
    } else {
      histogram.add(seen - acknowledged);
    }
  }

  private Track track(int writer, int epoch) {
    return tracks.computeIfAbsent(epoch * 1_000L + writer, key -> new Track());
  }
}
