package dev.crossfade.engine.verify;

import dev.crossfade.core.check.RowPair;
import java.util.List;

/** Sees all rows that a full pass reads, on both sides, and what differs for certain. */
public interface PassObserver {

  /** Nobody looks. */
  PassObserver NONE =
      new PassObserver() {
        @Override
        public RowSink expected() {
          return RowSink.NONE;
        }

        @Override
        public RowSink actual() {
          return RowSink.NONE;
        }
      };

  /** Takes the rows of the sources that one thread reads, as their mapping makes them. */
  RowSink expected();

  /** Takes the rows of production that one thread reads. */
  RowSink actual();

  /** Nothing has been read yet. */
  default void begins() {}

  /** All rows of both sides were read once. */
  default void scanned() {}

  /** Some of the rows with key that differ for certain; called once, if there are any. */
  default void differing(List<RowPair> rows) {}

  /** Copies of rows without key that are there more often than they should be, for certain. */
  default void doubled(long copies) {}
}
