package dev.crossfade.core.phase;

import java.util.Locale;
import java.util.stream.Collectors;

/** The table of phases as a diagram and as text, for the documents. */
public final class PhaseDiagram {

  private PhaseDiagram() {}

  /** A Mermaid state diagram of the rows. */
  public static String mermaid(PhaseTable table) {
    StringBuilder text = new StringBuilder("stateDiagram-v2\n    [*] --> DRAFT\n");
    for (PhaseTable.Row row : table.rows()) {
      String to = row.way() == PhaseTable.Way.BACK ? "interrupted" : row.to().name();
      String gate = row.way() == PhaseTable.Way.GATE ? " [gate]" : "";
      text.append("    %s --> %s: %s%s%n".formatted(row.from(), to, word(row.by()), gate));
    }
    return text.append("    COMPLETED --> [*]\n").toString().replace("\r", "");
  }

  /** What each phase does, as a table. */
  public static String steps() {
    StringBuilder text = new StringBuilder("| phase | steps | streams |\n|---|---|---|\n");
    for (Phase phase : Phase.values()) {
      String steps =
          phase.steps().stream().map(PhaseDiagram::word).collect(Collectors.joining(", "));
      text.append("| ")
          .append(phase)
          .append(" | ")
          .append(steps)
          .append(" | ")
          .append(phase.follows() ? "follow" : "rest")
          .append(" |\n");
    }
    return text.toString();
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
