package dev.crossfade.core.phase;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a sign-off, gives it, or takes it back.
 *
 * @param account whose act it is
 * @param provenAt when he proved last who he is, with a password or to an identity provider; null
 *     for a program that acts for him
 */
public record Signer(String account, @Nullable Instant provenAt) {}
