package dev.crossfade.testkit.memory;

import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Scratch;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Answers queries behind statements as it was told: by the statements and the query, one a line.
 */
final class MemoryScratch implements Scratch {

  private final MemoryAnswers answers;

  MemoryScratch(Map<String, Supplier<Answer>> answers) {
    this.answers = new MemoryAnswers(answers);
  }

  @Override
  public Answer after(List<String> statements, String query) {
    return answers.ask(String.join("\n", statements) + "\n" + query);
  }

  @Override
  public void close() {}
}
