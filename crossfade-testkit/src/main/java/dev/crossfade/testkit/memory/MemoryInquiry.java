package dev.crossfade.testkit.memory;

import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.ProductionInquiry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Looks into the in-memory production zone. */
final class MemoryInquiry extends MemoryAnswers implements ProductionInquiry {

  private final MemoryQuestions questions;

  MemoryInquiry(InMemoryTarget target, Map<String, Supplier<Answer>> answers) {
    super(answers);
    this.questions = new MemoryQuestions(target::production);
  }

  @Override
  public long nulls(EntityShape entity, String column) {
    return questions.nulls(entity, column);
  }

  /** Tables in memory have no index but the one of the entity's key. */
  @Override
  public boolean proven(EntityShape entity, List<String> columns) {
    return columns.equals(entity.table().key());
  }

  @Override
  public Found duplicates(EntityShape entity, List<String> columns, int samples) {
    return questions.duplicates(entity, columns, samples);
  }

  @Override
  public Found orphans(
      EntityShape entity, List<String> columns, EntityShape other, List<String> to, int samples) {
    return questions.orphans(entity, columns, other, to, samples);
  }
}
