from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0014_told_again'),
    ]

    operations = [
        migrations.AddField(
            model_name='nudging',
            name='words_heard',
            field=models.BooleanField(default=False),
        ),
    ]
