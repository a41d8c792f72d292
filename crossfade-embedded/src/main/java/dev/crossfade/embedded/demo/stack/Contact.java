package dev.crossfade.embedded.demo.stack;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A person as clients see it.
 *
 * @param id given by the client that added it
 * @param fullName never empty
 * @param email in lower case
 * @param country ISO 3166
 * @param region sales region
 * @param score with two places
 * @param optedIn whether we may write
 * @param log the writes that made it what it is, in their order
 * @param write the last of them
 */
record Contact(
    long id,
    String fullName,
    @Nullable String email,
    @Nullable String country,
    @Nullable String region,
    @Nullable BigDecimal score,
    boolean optedIn,
    @Nullable String log,
    @Nullable String write) {}
