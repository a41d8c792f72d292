package dev.crossfade.spi.traffic;

import dev.crossfade.core.problem.Problem;
import java.util.List;

/** What became of putting a record in force. A lost race is an ordinary result. */
public sealed interface Published {

  /** It is in force. */
  record Written(long epoch) implements Published {}

  /** Another record came between; nothing was written. */
  record Outrun(long epoch) implements Published {}

  /** The rules do not allow it now; nothing was written. */
  record Hindered(List<String> reasons) implements Published {
    public Hindered {
      reasons = List.copyOf(reasons);
    }
  }

  /** The answer was lost: read the record to learn whether this one is in force. */
  record Unknown(Problem why) implements Published {}
}
