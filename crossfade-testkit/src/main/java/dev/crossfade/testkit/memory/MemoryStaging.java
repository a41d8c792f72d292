package dev.crossfade.testkit.memory;

import dev.crossfade.core.audit.LoadPart;
import dev.crossfade.core.phase.EntityState;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.spi.check.Answer;
import dev.crossfade.spi.check.ProductionInquiry.Found;
import dev.crossfade.spi.check.StagingInquiry;
import dev.crossfade.spi.target.BackfillProgress;
import dev.crossfade.testkit.fault.FaultyCalls;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks into the in-memory staging zone. */
final class MemoryStaging implements StagingInquiry {

  private final MemoryStore store;
  private final InMemoryLoader loader;
  private final FaultyCalls calls;
  private final MemoryQuestions questions;
  private final MemoryAnswers answers;

  MemoryStaging(
      MemoryStore store,
      InMemoryLoader loader,
      FaultyCalls calls,
      Map<String, Supplier<Answer>> answers) {
    this.answers = new MemoryAnswers(answers);
    this.store = store;
    this.loader = loader;
    this.calls = calls;
    this.questions = new MemoryQuestions(name -> store.read(data -> data.entity(name).rows()));
  }

  @Override
  public Optional<TableSchema> table(EntityShape entity) {
    calls.enter("staging.table");
    return store.read(
        data ->
            Optional.ofNullable(data.entities.get(entity.name()))
                .filter(each -> each.state != EntityState.LIVE)
                .map(each -> each.shape.table()));
  }

  @Override
  public Staged rows(EntityShape entity) {
    calls.enter("staging.rows");
    String name = entity.name();
    List<BackfillProgress> lines =
        loader.progress().stream().filter(line -> line.entity().equals(name)).toList();
    long refused = lines.stream().mapToLong(BackfillProgress::refused).sum();
    return store.read(
        data ->
            new Staged(
                data.entity(name).rows().size(),
                loader.rowsRead(name),
                lines.stream().mapToLong(BackfillProgress::rows).sum(),
                refused,
                drained(data, name) + Math.max(0, parked(data, name) - refused)));
  }

  private static long drained(MemoryData data, String entity) {
    return data.loads.stream()
        .map(MemoryRecords.Stored::load)
        .filter(load -> load.kind().equals("DRAIN"))
        .flatMap(load -> load.parts().stream())
        .filter(part -> part.entity().equals(entity))
        .mapToLong(LoadPart::rows)
        .sum();
  }

  private static long parked(MemoryData data, String entity) {
    return data.quarantine.stream().filter(item -> item.change().entity().equals(entity)).count();
  }

  @Override
  public long nulls(EntityShape entity, String column) {
    return questions.nulls(entity, column);
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

  @Override
  public Answer ask(Collection<EntityShape> published, String sql) {
    calls.enter("staging.ask");
    Set<String> names = published.stream().map(EntityShape::name).collect(Collectors.toSet());
    return store.asIfLive(names, () -> answers.ask(sql));
  }

  @Override
  public void close() {}
}
