package dev.crossfade.engine.audit;

import dev.crossfade.core.audit.SignedNote;
import java.util.Optional;

/**
 * Where checkpoints are kept besides the control store, out of reach of who can change that: a
 * file, an object store, a log of the system, another Crossfade.
 */
public interface CheckpointSink {

  /** Keeps a checkpoint. Failures are {@code ProblemException}. */
  void keep(SignedNote note);

  /** The last one kept here; empty when this place cannot be read, or has none. */
  Optional<SignedNote> last();
}
