package dev.crossfade.jdbc.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.audit.NoteKey;
import dev.crossfade.core.audit.NoteSigner;
import dev.crossfade.core.traffic.RecordSeal;
import dev.crossfade.core.traffic.RouteRecord;
import dev.crossfade.core.traffic.RouteState;
import dev.crossfade.spi.traffic.RouteStore;
import dev.crossfade.testkit.contract.RouteStoreContract;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** PostgreSQL keeps the contract, and each record is in the audit log. */
class PostgresRoutesContractTest extends RouteStoreContract {

  private final ControlFixture fixture = new ControlFixture();

  @Override
  protected RouteStore open() {
    return fixture.routes();
  }

  @Override
  protected void elapse(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void every_record_is_in_the_audit_log() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    NoteSigner signer = new NoteSigner(NoteKey.of("kit", pair.getPublic()), pair.getPrivate());
    RouteRecord first =
        RouteRecord.initial("audited").with("r", RouteState.INITIAL.share(5), "somebody");

    store.publish(RecordSeal.seal(first, signer));
    store.publish(RecordSeal.seal(first, signer));

    assertThat(
            fixture.holds(
                "SELECT count(*) = 1 AND bool_and(actor = 'somebody' AND kind = 'act')"
                    + " FROM crossfade.audit_leaf WHERE id = 'route/audited/1'"))
        .isTrue();
  }
}
