package dev.crossfade.spi.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people do to rows in quarantine, kept beside them. Anybody may ask, whoever owns the
 * migration; what has to be written to production is carried out by the owners of the streams.
 * Thread-safe.
 */
public interface Acts {

  /** Remembers that values of so many rows were shown. */
  Act reveal(Selection what, long rows, String actor, String reason);

  /** Allows mappings of this version to take the place of those that history was loaded with. */
  Act adopt(String version, String actor, String reason);

  /**
   * Remembers what was decided about an altered table.
   *
   * @param table source and name
   * @param decision in words
   */
  Act decide(String table, String decision, String actor, String reason);

  /**
   * Remembers that somebody has seen to a row that could not be brought back.
   *
   * @param what its entity, code, source and key
   */
  Act settle(Selection what, String actor, String reason);

  /** The version that was allowed last, if any was. */
  Optional<String> adopted();

  /**
   * Asks for what is parked now to be mapped and written again.
   *
   * @param corrections values to be taken for others; the latest of a value counts
   */
  Act replay(Selection what, List<Correction> corrections, String actor, String reason);

  /** Closes what is parked now: it will not be written, and does not count any more. */
  Act discard(Selection what, String actor, String reason);

  /** The oldest replay of a source's rows that is not done. */
  Optional<Replay> next(String source);

  /** All parts of a replay. */
  List<Replay> parts(long act);

  /** All parts of replays that are not done, oldest first. */
  List<Replay> open();

  /** Corrections that somebody asked for, latest last. */
  List<Correction> corrections();

  /** The last act that brought corrections; 0 when none did. */
  long lastCorrecting();

  /** Acts that are not known to be in the audit log, oldest first. */
  List<Act> pending(int max);

  /** Remembers where acts are in the audit log. Idempotent. */
  void logged(Map<Long, Long> leaves);
}
