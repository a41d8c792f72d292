package dev.crossfade.engine.canary;

import dev.crossfade.core.canary.DataLimits;
import dev.crossfade.core.canary.DataState;

/** Looks at the data behind the new stack. */
public interface DataWatch {

  /** Sees nothing. */
  DataWatch NONE =
      new DataWatch() {
        @Override
        public DataState now() {
          return DataState.UNKNOWN;
        }

        @Override
        public DataLimits usual() {
          return DataLimits.NONE;
        }
      };

  /** What is known now. */
  DataState now();

  /** What is demanded where a plan says nothing. */
  default DataLimits usual() {
    return DataLimits.USUAL;
  }
}
