# A message before a key expires. Nothing happens to a key by itself: PazPaz goes on using it.

resource "aws_sns_topic" "reminders" {
  name = "pazpaz-key-reminders"
}

resource "aws_sns_topic_subscription" "reminders" {
  topic_arn = aws_sns_topic.reminders.arn
  protocol  = "email"
  endpoint  = var.reminder_email
}

resource "aws_iam_role" "reminders" {
  name = "pazpaz-key-reminders"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.policy_values.account } }
    }]
  })
}

resource "aws_iam_role_policy" "reminders" {
  name = "publish"
  role = aws_iam_role.reminders.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "sns:Publish"
      Resource = aws_sns_topic.reminders.arn
    }]
  })
}

resource "aws_scheduler_schedule" "reminders" {
  for_each = var.key_expiry

  name                         = "pazpaz-key-${each.key}-expires"
  schedule_expression          = "at(${formatdate("YYYY-MM-DD'T'hh:mm:ss", timeadd(each.value, "-${var.reminder_days * 24}h"))})"
  schedule_expression_timezone = "UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sns_topic.reminders.arn
    role_arn = aws_iam_role.reminders.arn
    input    = "Key ${each.key} of PazPaz (${var.secret_prefix}encryption-key-${each.key}) expires on ${each.value}. Add the next version."
  }
}
