/** Independent proof that nothing is lost: own connections, own rules, nothing of the product. */
@NullMarked
package dev.crossfade.oracle;

import org.jspecify.annotations.NullMarked;
