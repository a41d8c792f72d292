package dev.crossfade.spi.target;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.phase.EntityState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Durable facts about the run, kept beside the data so that they commit with it. Thread-safe. */
public interface ProgressStore {

  /**
   * The fact of this name, followed by a mapping's number, is the name of the source it reads.
   * Whoever numbers the mappings stores it before anything is loaded.
   */
  String SOURCE_OF_MAPPING = "source.of.mapping.";

  /** The fact of this name says by which control store the target is moved on. */
  String JOURNAL = "journal";

  /**
   * The fact of this name, followed by a source's name, says why its log cannot be followed any
   * more; empty or absent when it can.
   */
  String ALARM_OF_SOURCE = "alarm.of.source.";

  /**
   * The fact of this name, followed by a mapping's number, is the version that took the place of
   * another while its rows are not all renewed; empty or absent when they are.
   */
  String RENEWAL_OF_MAPPING = "renewal.of.mapping.";

  /**
   * The fact of this name, followed by an entity's name, counts how often somebody began or ended
   * to write rows of it beside the streams, of which no log tells; absent where nobody did.
   */
  String UNLOGGED_OF_ENTITY = "unlogged.of.entity.";

  /**
   * The fact of this name, followed by an entity's name, says why it is not published although it
   * could be, or once it is, which checks of what was applied to it fail; empty or absent when
   * nothing holds it, and none does.
   */
  String GATE_OF_ENTITY = "gate.of.entity.";

  /**
   * Fact: what does not work for some time now and is tried again, one line each: since when (ISO
   * 8601), a blank, and what. Empty when all is well.
   */
  String TROUBLES = "troubles";

  /**
   * Fact: in which ways tables are not what they were, one line each as in {@link #TROUBLES}. Empty
   * when they are.
   */
  String DRIFT = "drift";

  /**
   * Fact: which way changes are applied, in the words of {@link
   * dev.crossfade.core.cutover.Direction}. Whoever owns a stream reads it after that, and applies
   * nothing against it; whoever sets it raises the epochs of all streams before anything relies on
   * it. Absent: forward.
   */
  String DIRECTION = "direction";

  /**
   * Fact: the mark in the target's log behind which the way back begins, in the words of {@link
   * dev.crossfade.core.cutover.ReturnMark}. Written behind the fence of the target.
   */
  String RETURN_MARK = "return.mark";

  /**
   * Fact: where that mark stands in the stream of the target, once it was found there, in the words
   * of {@link dev.crossfade.core.cutover.ReturnStart}. Empty or absent before.
   */
  String RETURN_START = "return.start";

  /**
   * Fact: since when the capture of the target is armed (ISO 8601) and proven; empty or absent when
   * it is not.
   */
  String RETURN_ARMED = "return.armed";

  /**
   * Fact: in how many rows of the sources the way back was rehearsed when it was armed, in words;
   * empty or absent when it is not armed.
   */
  String RETURN_SENTINELS = "return.sentinels";

  /**
   * Fact: how far the sources follow the target, in the words of {@link
   * dev.crossfade.core.cutover.ReturnBoard}. What it says under another direction counts no more.
   */
  String RETURN_BOARD = "return.board";

  /**
   * Fact: how long the way back is kept open, in the words of {@link
   * dev.crossfade.core.cutover.RollbackWindow}. Absent before the first cutover.
   */
  String ROLLBACK_WINDOW = "rollback.window";

  /**
   * Fact: how the latest attempt to move clients went, in the words of {@link
   * dev.crossfade.core.cutover.CrossingReport}. Absent before the first, empty while one is under
   * way.
   */
  String CROSSING = "crossing";

  /**
   * Name of the fact that says the same of the last attempt that came across to a side and was
   * measured whole; the side's word follows.
   */
  String CROSSED_TO = "crossing.measured.";

  /**
   * Fact: what was proven when the latest attempt to move clients was about to name the other side,
   * in the words of {@link dev.crossfade.core.cutover.SwitchProof}. Stored before it does; empty
   * from the beginning of an attempt.
   */
  String CROSSING_PROOF = "crossing.proof";

  /** State of every prepared entity by name; empty, not a failure, where nothing was prepared. */
  Map<String, EntityState> entityStates();

  /** How far a source's stream has been applied; empty before its first owner. */
  Optional<StreamState> streamState(String source);

  /** How far history is, one line per mapping that has chunks planned. */
  List<BackfillProgress> backfill();

  /**
   * Snapshot tokens of the loaded chunks of append-only mappings, by mapping; stored by {@link
   * ChunkLoad#commit} in the same transaction as the rows.
   */
  Map<Integer, String> snapshots();

  /** A durable named fact of the run (stream id, log identity, mapping version…), if stored. */
  Optional<String> fact(String name);

  /** Those of these facts that are stored, read at once. */
  Map<String, String> facts(Collection<String> names);

  /** Stores a fact; an existing one is replaced. */
  void remember(String name, String value);

  /** Counts on that rows of an entity are about to be written of which no log tells. */
  void unlogged(String entity);

  /** Appends a verdict to the history. */
  void record(Verdict verdict);

  /** The latest verdict of every entity that has one. */
  List<Verdict> latestVerdicts();

  /** The latest verdict about all rows of an entity, whatever it says. */
  Optional<Verdict> latestFull(String entity);

  /** The latest verdict that found an entity equal, about all rows or those that were touched. */
  Optional<Verdict> latestEqual(String entity);
}
