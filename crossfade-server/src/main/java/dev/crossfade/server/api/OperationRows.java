package dev.crossfade.server.api;

import dev.crossfade.server.api.listing.Selection;
import dev.crossfade.server.store.Operations.Operation;
import java.time.Instant;
import java.util.List;

/** Long work on a migration, as it is listed. How far each is takes a look into the journal. */
record OperationRows(String migration, Works works)
    implements Selection.Source<Operation, OperationDocument> {

  private static final int AT_ONCE = 50;
  private static final int MOST_MADE = 500;

  /** What its row has, named as the document does. */
  private record Known(String id, String kind, String migration, String actor, Instant createdAt) {}

  @Override
  public List<Operation> after(String cursor, int most) {
    return works.of(migration, cursor.isEmpty() ? cursor : Bodies.id(cursor), most);
  }

  @Override
  public String cursor(Operation row) {
    return row.id();
  }

  @Override
  public OperationDocument item(Operation row) {
    return works.document(row);
  }

  @Override
  public Object known(Operation row) {
    return new Known(
        row.id(), row.kind(), row.migration(), row.actor(), row.createdAt().toInstant());
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  @Override
  public int mostMade() {
    return MOST_MADE;
  }
}
