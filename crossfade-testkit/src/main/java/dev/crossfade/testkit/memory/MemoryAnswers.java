package dev.crossfade.testkit.memory;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import java.util.Map;
import java.util.function.Supplier;

/** Answers queries as it was told; others are refused. */
class MemoryAnswers implements Inquiry {

  private final Map<String, Supplier<Answer>> answers;

  MemoryAnswers(Map<String, Supplier<Answer>> answers) {
    this.answers = answers;
  }

  @Override
  public Answer ask(String sql) {
    Supplier<Answer> answer = answers.get(sql);
    if (answer == null) {
      throw Problem.of(MemoryProblem.UNANSWERED, "cannot answer a check", "simulated", "tell what")
          .raise();
    }
    return answer.get();
  }

  @Override
  public void close() {}
}
