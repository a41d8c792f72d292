package dev.crossfade.verify;

import dev.crossfade.core.audit.BundleVerdict;
import dev.crossfade.core.audit.Finding;
import dev.crossfade.core.audit.LogVerdict;
import dev.crossfade.core.audit.ProvenRow;
import dev.crossfade.core.change.Position;
import java.util.ArrayList;
import java.util.List;

/** A verdict in words. */
public final class VerdictText {

  private VerdictText() {}

  /** Who says which key is the log's. */
  public enum Trust {
    /** Whoever asked gave it. */
    GIVEN,
    /** The bundle names it, and is believed. */
    BELIEVED
  }

  /**
   * The lines of a verdict.
   *
   * @param kept how many kept checkpoints were compared
   */
  public static List<String> lines(BundleVerdict verdict, int kept, Trust trust) {
    LogVerdict log = verdict.log();
    List<String> lines = new ArrayList<>();
    lines.add((log.intact() ? "intact: " : "NOT INTACT: ") + log.origin());
    lines.add("  leaves   " + log.size() + ", signed up to " + log.covered());
    lines.add(
        "  key      "
            + log.key()
            + (trust == Trust.GIVEN ? ", from yours" : ", as the bundle says; give --key"));
    lines.add("  kept     " + kept + " checkpoints");
    for (Finding finding : log.findings()) {
      lines.add("  wrong    " + finding.kind().text() + ": " + finding.text());
    }
    verdict.rows().forEach(row -> lines.add("  proven   " + text(row)));
    return lines;
  }

  private static String text(ProvenRow row) {
    Position position = row.record().position();
    return "leaf %d %s %s %s of %s by %s, source %s, mapping %s, position %s"
        .formatted(
            row.index(),
            row.load().at(),
            row.record().op().text(),
            row.record().row().substring(0, 12),
            row.entity(),
            row.load().actor(),
            row.load().body().get("source"),
            row.load().body().get("mappingVersion"),
            position == null ? "history" : position.encoded());
  }
}
