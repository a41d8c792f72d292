package dev.crossfade.engine.run;

import dev.crossfade.engine.trouble.Trouble;
import dev.crossfade.spi.target.ProgressStore;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps what does not work for some time now as a fact of the target, for its status. */
final class TroubleNotes {

  private final ProgressStore progress;
  private @Nullable String written;

  TroubleNotes(ProgressStore progress) {
    this.progress = progress;
  }

  /** Writes when something has changed since the last time. */
  void write(List<Trouble> troubles) {
    String text = troubles.stream().map(TroubleNotes::line).collect(Collectors.joining("\n"));
    if (!text.equals(written)) {
      if (!text.equals(progress.fact(ProgressStore.TROUBLES).orElse(""))) {
        progress.remember(ProgressStore.TROUBLES, text);
      }
      written = text;
    }
  }

  private static String line(Trouble trouble) {
    String text = trouble.problem().what() + ": " + trouble.problem().why();
    return trouble.since()
        + " "
        + trouble.problem().code().text()
        + " "
        + text.replaceAll("\\s+", " ");
  }
}
