variable "region" {
  description = "AWS region of the keys, as in PAZPAZ_AWS_REGION"
  type        = string
}

variable "secret_prefix" {
  description = "What the secrets' names start with, as in PAZPAZ_AWS_SECRET_PREFIX"
  type        = string
  default     = "pazpaz/"
}

variable "key_expiry" {
  description = "When each key expires, from expires_at in its secret: { v1 = \"2027-11-24T00:00:00Z\" }"
  type        = map(string)
  default     = {}
}

variable "reminder_days" {
  description = "How many days before a key expires the message is sent"
  type        = number
  default     = 30
}

variable "reminder_email" {
  description = "Who gets the message; has to be confirmed once"
  type        = string
}
