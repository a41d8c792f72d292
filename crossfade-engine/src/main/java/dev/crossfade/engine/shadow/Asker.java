package dev.crossfade.engine.shadow;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.WorkloadSpec.Script;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.Inquiry;
import dev.crossfade.spi.check.Scratch;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Runs a script on one stack. One thread. */
final class Asker implements AutoCloseable {

  private final Supplier<Answer> question;
  private final Runnable end;
  private final LongSupplier nanos;

  private Asker(Supplier<Answer> question, Runnable end, LongSupplier nanos) {
    this.question = question;
    this.end = end;
    this.nanos = nanos;
  }

  /**
   * What only reads is asked read-only, what writes in a scratch.
   *
   * @param inquiry opens the way for the first
   * @param scratch for the second
   */
  static Asker of(
      Script script,
      Supplier<? extends Inquiry> inquiry,
      Supplier<Scratch> scratch,
      LongSupplier nanos) {
    if (script.statements().isEmpty()) {
      Inquiry reading = inquiry.get();
      return new Asker(() -> reading.ask(script.query()), reading::close, nanos);
    }
    Scratch writing = scratch.get();
    return new Asker(
        () -> writing.after(script.statements(), script.query()), writing::close, nanos);
  }

  Asked ask() {
    long begun = nanos.getAsLong();
    try {
      Answer answer = question.get();
      return Asked.of(answer, (nanos.getAsLong() - begun) / 1_000);
    } catch (ProblemException e) {
      return Asked.of(e);
    }
  }

  @Override
  public void close() {
    end.run();
  }
}
