package dev.crossfade.server.api;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.core.cutover.CrossingReport;
import dev.crossfade.engine.run.RunProgress;
import dev.crossfade.server.report.Report;
import dev.crossfade.server.view.ReturnView;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a process knows of a migration that it carries out itself.
 *
 * @param progress where it is
 * @param backfill the copy of history; null when this process copied nothing
 * @param seam between history and the first publish; null when this process published nothing
 * @param comparedRows read by the verification under way
 * @param mappingVersion content hash of all mappings
 * @param contentHash of the specification that it works by
 * @param recorded reads what the target has on record; all else is at hand
 */
public record Sight(
    RunProgress progress,
    Report.@Nullable Backfill backfill,
    Report.@Nullable Seam seam,
    long comparedRows,
    String mappingVersion,
    String contentHash,
    Supplier<Recorded> recorded) {

  /**
   * What a target has on record.
   *
   * @param verdicts the latest one of each entity
   * @param quarantined rows in quarantine
   * @param crossing the latest attempt to move clients; null when there was none
   * @param back how far the sources follow the new stack; null while they take the writes
   */
  public record Recorded(
      List<Verdict> verdicts,
      long quarantined,
      @Nullable CrossingReport crossing,
      @Nullable ReturnView back) {

    /** Nothing yet. */
    static final Recorded NOTHING = new Recorded(List.of(), 0, null, null);

    public Recorded {
      verdicts = List.copyOf(verdicts);
    }
  }
}
