package dev.crossfade.jdbc.target;

import dev.crossfade.core.audit.LoadPart;
import dev.crossfade.core.audit.RowBlock;
import dev.crossfade.core.audit.RowPart;
import dev.crossfade.core.change.Position;
import dev.crossfade.core.schema.Key;
import dev.crossfade.spi.target.EntityWrite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records what a load does to rows, and stores it in the load's own transaction. Whole blocks may
 * be stored before the end, so that a large load needs little memory. One thread.
 */
final class LoadLedger {

  private static final String BLOCK =
      "INSERT INTO crossfade.load_block (load, part, block, row_count, records)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String PART =
      "INSERT INTO crossfade.load_part (load, part, entity, row_count, root, first_position,"
          + " last_position) VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final Connection connection;
  private final Entities entities;
  private final long load;
  private final List<String> names = new ArrayList<>();
  private final List<RowPart> parts = new ArrayList<>();

  LoadLedger(Connection connection, Entities entities, long load) {
    this.connection = connection;
    this.entities = entities;
    this.load = load;
  }

  /** Where to record what is done to an entity. */
  RowPart part(String entity) throws SQLException {
    int place = names.indexOf(entity);
    if (place >= 0) {
      return parts.get(place);
    }
    byte[] secret = entities.rowSecret(connection);
    RowPart part = new RowPart(entity, entities.named(entity).shape().table(), secret);
    names.add(entity);
    parts.add(part);
    return part;
  }

  /**
   * Records a write that was carried out.
   *
   * @param missing keys of incomplete rows that were not there, so that nothing was done to them
   * @param writer who carried it out
   */
  void record(EntityWrite write, Set<Key> missing, TableWriter writer) throws SQLException {
    RowPart part = part(write.entity());
    if (write.reset() == EntityWrite.Reset.CLEAR) {
      part.clear();
    }
    write.deletes().forEach(part::delete);
    int[] key = entities.named(write.entity()).shape().table().keyIndexes();
    for (EntityWrite.PositionedRow each : write.upserts()) {
      if (missing.isEmpty() || !missing.contains(WriteBatch.key(each, key))) {
        part.set(each.row(), writer.fields(each.row()), each.position());
      }
    }
    for (EntityWrite.PositionedRow each : write.appends()) {
      part.add(each.row(), writer.fields(each.row()), each.position());
    }
    write.removals().forEach(row -> part.remove(row, writer.fields(row)));
    writer.forget();
    if (part.waiting() > 0) {
      blocks(part, part.take());
    }
  }

  /** Stores what was recorded since. */
  void store() throws SQLException {
    if (parts.isEmpty()) {
      return;
    }
    for (RowPart part : parts) {
      blocks(part, part.takeAll());
    }
    parts();
  }

  private void parts() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(PART)) {
      for (int place = 0; place < parts.size(); place++) {
        LoadPart sealed = parts.get(place).seal();
        if (sealed.rows() > 0) {
          Sql.bind(
              connection,
              insert,
              load,
              place,
              sealed.entity(),
              sealed.rows(),
              sealed.root().bytes(),
              text(sealed.first()),
              text(sealed.last()));
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static @Nullable String text(@Nullable Position position) {
    return position == null ? null : position.encoded();
  }

  /** Stores whole blocks of a part. */
  void blocks(RowPart part, List<RowBlock> blocks) throws SQLException {
    if (blocks.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(BLOCK)) {
      for (RowBlock block : blocks) {
        Sql.bind(
            connection,
            insert,
            load,
            parts.indexOf(part),
            block.number(),
            block.rows(),
            block.bytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
