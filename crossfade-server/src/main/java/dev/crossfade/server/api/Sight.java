package dev.crossfade.server.api;

import dev.crossfade.core.compare.Verdict;
import dev.crossfade.engine.run.RunProgress;
import dev.crossfade.server.report.Report;
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
 * @param verdicts reads the latest verdict of each entity from the target; all else is at hand
 */
public record Sight(
    RunProgress progress,
    Report.@Nullable Backfill backfill,
    Report.@Nullable Seam seam,
    long comparedRows,
    String mappingVersion,
    Supplier<List<Verdict>> verdicts) {}
