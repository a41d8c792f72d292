package dev.crossfade.engine.publish;

import java.util.List;

/** Says which entities may be published. */
@FunctionalInterface
public interface Admission {

  /** Everything may be. */
  Admission OPEN = (ready, follow) -> ready;

  /**
   * Of entities that are ready, those that may be published now. It is asked again and again while
   * some are not, on one thread.
   *
   * @param follow applies to staging what is held of them at that moment
   */
  List<String> admitted(List<String> ready, Runnable follow);
}
