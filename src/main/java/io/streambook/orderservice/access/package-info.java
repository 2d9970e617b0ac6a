/** Who may do what: API keys and how they are kept, signatures, and how much of it in a minute. */
package io.streambook.orderservice.access;
