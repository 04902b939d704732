import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('practice', '0013_the_daily_goal'),
    ]

    operations = [
        migrations.CreateModel(
            name='ToldAgain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('reach', models.CharField(choices=[('done', 'Done'), ('started', 'Started'), ('stopped', 'Stopped')], max_length=7)),
                ('anxiety', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10)])),
                ('enjoyment', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10)])),
                ('feared', models.CharField(blank=True, choices=[('no', 'No'), ('partly', 'Partly'), ('yes', 'Yes')], max_length=6)),
                ('understood', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10)])),
                ('note', models.TextField(blank=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told_again', to='practice.attempt')),
            ],
            options={
                'ordering': ('at', 'pk'),
            },
        ),
    ]
