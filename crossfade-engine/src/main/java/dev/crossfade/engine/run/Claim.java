package dev.crossfade.engine.run;

import dev.crossfade.core.phase.SignOffDemand;
import dev.crossfade.spi.journal.ControlStore;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * As whom a process claims a migration.
 *
 * @param store where journal and leases are, prepared
 * @param owner this process, different from every other, also from its own predecessor
 * @param ids draws a name for each write into the journal, never the same twice
 * @param ttl how long its lease is good without a sign of life
 * @param demand who has to agree before a gate of the migration opens
 */
public record Claim(
    ControlStore store, String owner, Supplier<String> ids, Duration ttl, SignOffDemand demand) {}
