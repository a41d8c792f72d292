package dev.crossfade.engine.apply;

import dev.crossfade.core.change.Folded;
import dev.crossfade.spi.target.RowsRefusedException;

/** A row the target refused, with its reason. */
record RefusedRow(Folded.Item item, RowsRefusedException reason) {

  /** Whether the reason lies in the row alone, whatever other rows there are. */
  boolean intrinsic() {
    String state = reason.sqlState();
    return state.startsWith("22") || "23502".equals(state) || "23514".equals(state);
  }
}
