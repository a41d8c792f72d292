package dev.crossfade.server.api;

import dev.crossfade.core.phase.Command;
import dev.crossfade.core.phase.SignOff;
import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.core.phase.Signer;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.engine.reconcile.Desk;
import dev.crossfade.server.security.Caller;
import dev.crossfade.server.security.Role;
import dev.crossfade.server.security.Signatures;
import dev.crossfade.server.store.Accounts;
import dev.crossfade.spi.journal.Journal;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Revokes open sign-offs with a signature of somebody who may not sign any more. Thread-safe. */
final class Withdrawals implements Signatures {

  private static final Logger LOG = LoggerFactory.getLogger(Withdrawals.class);

  private final Journal journal;
  private final Accounts accounts;
  private final Desk desk;

  Withdrawals(Journal journal, Accounts accounts, Clock clock) {
    this.journal = journal;
    this.accounts = accounts;
    this.desk = new Desk(journal, clock, () -> UUID.randomUUID().toString(), SignOffDemand.NONE);
  }

  @Override
  public void changed(String account, String by) {
    journal.migrations().stream()
        .filter(migration -> !signs(account, migration))
        .forEach(
            migration ->
                open(migration, account).ifPresent(id -> revoke(migration, id, account, by)));
  }

  private boolean signs(String account, String migration) {
    return accounts.grants(account).stream()
        .filter(
            grant -> grant.migration().equals(Caller.EVERY) || grant.migration().equals(migration))
        .anyMatch(grant -> Role.valueOf(grant.role()).covers(Role.APPROVER));
  }

  /** The open sign-off that somebody has signed. */
  private Optional<String> open(String migration, String account) {
    return desk.read(migration)
        .signOffs()
        .current()
        .filter(request -> request.signers().contains(account))
        .map(SignOff::id);
  }

  private void revoke(String migration, String id, String account, String by) {
    String reason = account + " has signed it and may not sign any more";
    try {
      desk.sign(migration, new Command.Revoke(new Signer(by, null), id, reason), by);
    } catch (ProblemException e) {
      if (open(migration, account).filter(id::equals).isPresent()) {
        throw e;
      }
      LOG.debug("it is not open any more: migration={} sign-off={}", migration, id);
    }
  }
}
