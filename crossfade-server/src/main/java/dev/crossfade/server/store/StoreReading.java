package dev.crossfade.server.store;

import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;

/** Reads a control store for who is no server, and knows nothing of how it is reached. */
public final class StoreReading {

  private StoreReading() {}

  /** What cannot be read, and why, as the database says it. */
  public static final class Failed extends RuntimeException {

    private static final long serialVersionUID = 1;

    Failed(DataAccessException failure) {
      super(failure.getMostSpecificCause().getMessage(), failure);
    }
  }

  /**
   * Reads.
   *
   * @throws Failed when that is not possible
   */
  public static <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DataAccessException e) {
      throw new Failed(e);
    }
  }
}
