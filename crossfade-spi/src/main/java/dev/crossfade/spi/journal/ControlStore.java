package dev.crossfade.spi.journal;

import dev.crossfade.spi.audit.AuditLog;
import dev.crossfade.spi.audit.AuditTree;

/** Where a control plane keeps what it knows: beside a target, or in a store of its own. */
public interface ControlStore extends AutoCloseable {

  /** Creates what it needs. Idempotent; several processes may call it at once. */
  void prepare();

  /** Whether it has what it needs; changes nothing. */
  boolean prepared();

  /** What was decided. */
  Journal journal();

  /** Who may act. */
  Leases leases();

  /** What happened, the journals' entries among it. */
  AuditLog audit();

  /** The tree over the audit log. */
  AuditTree tree();

  @Override
  void close();
}
