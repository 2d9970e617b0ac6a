/** The page of the venue: files that browsers load as they are, with what they may do. */
package io.streambook.orderservice.page;
